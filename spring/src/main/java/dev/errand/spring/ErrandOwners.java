// SPDX-License-Identifier: Apache-2.0
package dev.errand.spring;

import dev.errand.access.Directory;
import dev.errand.access.Owners;
import dev.errand.task.Principal;
import dev.errand.task.RefusedException;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * The owners of schedules by the {@link Directory} bean, which comes after the Errand: until all
 * beans are there, what is due waits.
 */
final class ErrandOwners implements Owners, SmartInitializingSingleton {

  private static final Owners NOT_YET =
      _ -> {
        throw new NotYetException();
      };

  private final ObjectProvider<Directory> directories;
  private final boolean elsewhere;
  private volatile Owners known = NOT_YET;

  /**
   * @param elsewhere whether somebody without an account may be known to the host
   */
  ErrandOwners(ObjectProvider<Directory> directories, boolean elsewhere) {
    this.directories = directories;
    this.elsewhere = elsewhere;
  }

  @Override
  public void afterSingletonsInstantiated() {
    known = Owners.in(directories.getIfAvailable(() -> Directory.NOBODY), elsewhere);
  }

  @Override
  public Optional<Principal> principal(Optional<String> name) {
    return known.principal(name);
  }

  private static final class NotYetException extends RefusedException {

    private static final long serialVersionUID = 1;

    NotYetException() {
      super(Reason.BUSY, "The server is not up yet.");
    }
  }
}
