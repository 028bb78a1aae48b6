// SPDX-License-Identifier: Apache-2.0
package dev.errand.operations.groups;

import dev.errand.http.pageseeder.ServiceException;
import dev.errand.http.pageseeder.ServiceHandler;
import java.util.Objects;

/** Answers of the services for what cannot be done with a group or its documents. */
public final class GroupRefusals {

  /** No document or folder is at the address that was asked for. */
  private static final String NOTHING_THERE = "E10A";

  private GroupRefusals() {}

  /** The same handler, whose refusals reach the caller with their own status and error id. */
  public static ServiceHandler told(ServiceHandler handler) {
    return call -> {
      try {
        return handler.handle(call);
      } catch (GroupRefusedException e) {
        throw new ServiceException(
            e.refusal().status(), e.refusal().id(), Objects.requireNonNullElse(e.getMessage(), ""));
      } catch (InvalidPathException e) {
        throw new ServiceException(
            GroupRefusal.INVALID_NAME.status(),
            GroupRefusal.INVALID_NAME.id(),
            Objects.requireNonNullElse(e.getMessage(), ""));
      }
    };
  }

  static ServiceException nothingAt(String path) {
    return new ServiceException(404, NOTHING_THERE, "There is nothing at " + path + ".");
  }
}
