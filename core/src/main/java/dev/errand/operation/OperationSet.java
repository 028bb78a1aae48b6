// SPDX-License-Identifier: Apache-2.0
package dev.errand.operation;

import java.util.List;

/** Operations that belong together, such as those of one product. */
@FunctionalInterface
public interface OperationSet {

  /** The operations; asked for once. */
  List<Operation<?, ?>> operations();
}
