// SPDX-License-Identifier: Apache-2.0
package dev.errand.http;

import dev.errand.access.Account;
import dev.errand.access.Directory;
import dev.errand.task.Principal;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/**
 * Believes the container: its {@code getUserPrincipal} is who calls, its role {@value
 * #ADMINISTRATOR} makes an administrator. Groups, and further administrators, come from a
 * directory.
 */
public final class ContainerPrincipals implements Principals {

  /** The role of the container's whose holders are administrators. */
  public static final String ADMINISTRATOR = "errand-administrator";

  private final Directory directory;
  private final Caller unknown;

  private ContainerPrincipals(Directory directory, Caller unknown) {
    this.directory = directory;
    this.unknown = unknown;
  }

  /** Callers whom the container does not know may do nothing. */
  public static ContainerPrincipals strict(Directory directory) {
    return new ContainerPrincipals(directory, Caller.ANONYMOUS);
  }

  /**
   * Callers whom the container does not know may do everything: for hosts that let nobody else
   * reach the servlet.
   */
  public static ContainerPrincipals open() {
    return new ContainerPrincipals(
        Directory.NOBODY, new Caller(Principal.LOCAL, Caller.Proof.NONE));
  }

  @Override
  public Caller of(HttpServletRequest request) {
    java.security.Principal user = request.getUserPrincipal();
    if (user == null) {
      return unknown;
    }
    boolean administrator =
        request.isUserInRole(ADMINISTRATOR)
            || directory.account(user.getName()).filter(Account::administrator).isPresent();
    Principal principal =
        new Principal(Optional.of(user.getName()), administrator, directory.roles(user.getName()));
    // A container does not say how it knows, so it may have been by a cookie.
    boolean given = request.getHeader("Authorization") != null;
    return new Caller(principal, given ? Caller.Proof.GIVEN : Caller.Proof.COOKIE);
  }

  @Override
  public boolean isOpen() {
    return unknown != Caller.ANONYMOUS;
  }

  @Override
  public String challenge() {
    return "Basic realm=\"Errand\", charset=\"UTF-8\"";
  }
}
