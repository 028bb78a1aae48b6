// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs.declaration;

import java.util.List;

/** What places in texts may stand for besides inputs. No input can have such a name. */
public final class Places {

  /** The folder of the file that declares the operation. */
  public static final String FOLDER = "errand.folder";

  /** The id of the task. */
  public static final String TASK = "errand.task";

  /** The number of the attempt, from 1. */
  public static final String ATTEMPT = "errand.attempt";

  static final List<String> ALL = List.of(ATTEMPT, FOLDER, TASK);

  private Places() {}
}
