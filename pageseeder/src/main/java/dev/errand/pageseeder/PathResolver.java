// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder;

import dev.errand.access.Account;
import dev.errand.access.Group;
import dev.errand.document.Document;
import dev.errand.http.Request;
import dev.errand.task.Principal;
import dev.errand.task.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * Resolves the variables {@code group}, {@code member} and {@code uri} of a path for its caller.
 *
 * <p>Administrators are told everything that does not exist, in one error id. Others are not told
 * whether a group or a member that is none of theirs exists: they may not go there either way.
 */
final class PathResolver {

  private static final int GROUP = 0x02;
  private static final int MEMBER = 0x04;
  private static final int URI = 0x08;

  private final PathNames names;

  PathResolver(PathNames names) {
    this.names = names;
  }

  /**
   * What the path names.
   *
   * @throws ServiceException 400 with an id from 0202 to 020E for what does not exist, 403 with
   *     0101 for what is not the caller's to use
   */
  PathTargets resolve(Request request) {
    return resolve(request.principal(), request::findVariable);
  }

  /** The same for a caller that names them in another way. */
  PathTargets resolve(Principal caller, Function<String, Optional<String>> named) {
    Optional<String> group = named.apply("group");
    Optional<String> member = named.apply("member").filter(any -> names.hasMembers());
    Optional<String> uri = named.apply("uri");
    Optional<Group> foundGroup = group.flatMap(names::group);
    PathTargets found =
        new PathTargets(
            foundGroup,
            member.flatMap(names::member),
            uri.flatMap(names::uri).filter(document -> isWithin(document, group, foundGroup)));
    if (caller.administrator()) {
      refuse(
          missing(group, found.group(), GROUP)
              | missing(member, found.member(), MEMBER)
              | missing(uri, found.uri(), URI));
      return found;
    }
    requireOwn(caller, group, found.group());
    requireSelf(caller, member, found.member());
    refuse(missing(uri, found.uri().filter(document -> isTold(caller, document)), URI));
    return found;
  }

  private static boolean isWithin(
      Document document, Optional<String> named, Optional<Group> group) {
    return named.isEmpty() || group.filter(g -> g.id() == document.group()).isPresent();
  }

  private static boolean isTold(Principal caller, Document document) {
    return caller.hasRole(document.group(), Role.GUEST);
  }

  private static int missing(Optional<String> named, Optional<?> found, int bit) {
    return named.isPresent() && found.isEmpty() ? bit : 0;
  }

  private static void requireOwn(Principal caller, Optional<String> named, Optional<Group> found) {
    if (named.isPresent()
        && found.filter(group -> caller.hasRole(group.id(), Role.GUEST)).isEmpty()) {
      throw ServiceException.forbidden();
    }
  }

  private static void requireSelf(
      Principal caller, Optional<String> named, Optional<Account> found) {
    if (named.isPresent() && (found.isEmpty() || !found.map(Account::name).equals(caller.name()))) {
      throw ServiceException.forbidden();
    }
  }

  private static void refuse(int missing) {
    if (missing == 0) {
      return;
    }
    List<String> what = new ArrayList<>();
    if ((missing & GROUP) != 0) {
      what.add("group");
    }
    if ((missing & MEMBER) != 0) {
      what.add("member");
    }
    if ((missing & URI) != 0) {
      what.add("URI");
    }
    throw new ServiceException(
        400,
        String.format(Locale.ROOT, "02%02X", missing),
        "The address names what does not exist: " + String.join(", ", what) + ".");
  }
}
