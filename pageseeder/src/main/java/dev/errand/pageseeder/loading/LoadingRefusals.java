// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.loading;

import dev.errand.document.PathInUseException;
import dev.errand.pageseeder.ServiceException;
import dev.errand.pageseeder.groups.GroupRefusals;
import dev.errand.pageseeder.groups.GroupRefusedException;
import dev.errand.pageseeder.groups.InvalidPathException;
import java.util.Objects;

/** What callers are told of paths that cannot be used: statuses of HTTP, ids that end in them. */
final class LoadingRefusals {

  /** Something that may be refused. */
  @FunctionalInterface
  interface Step<R> {
    R run() throws Exception;
  }

  private LoadingRefusals() {}

  static <R> R told(Step<R> step) throws Exception {
    try {
      return step.run();
    } catch (GroupRefusedException e) {
      throw GroupRefusals.answer(e);
    } catch (InvalidPathException e) {
      throw refused(400, e);
    } catch (MissingUploadException e) {
      throw refused(404, e);
    } catch (PathInUseException e) {
      throw refused(409, e);
    }
  }

  private static ServiceException refused(int status, Exception e) {
    return new ServiceException(status, "E" + status, message(e));
  }

  private static String message(Exception e) {
    return Objects.requireNonNullElse(e.getMessage(), "");
  }
}
