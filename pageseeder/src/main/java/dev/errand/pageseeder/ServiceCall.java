// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder;

import dev.errand.GuardedErrand;
import dev.errand.access.Account;
import dev.errand.access.ForbiddenException;
import dev.errand.access.Group;
import dev.errand.document.Document;
import dev.errand.http.HttpException;
import dev.errand.http.Parameters;
import dev.errand.http.Request;
import dev.errand.task.Role;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One request of a service, what its path names resolved. Used by the thread of the request only.
 */
public final class ServiceCall {

  private final Request request;
  private final GuardedErrand errand;
  private final PathTargets targets;
  private @Nullable Parameters parameters;

  ServiceCall(Request request, GuardedErrand errand, PathTargets targets) {
    this.request = request;
    this.errand = errand;
    this.targets = targets;
  }

  ServiceCall(Request request, GuardedErrand errand, PathTargets targets, Parameters parameters) {
    this(request, errand, targets);
    this.parameters = parameters;
  }

  public Request request() {
    return request;
  }

  /** The engine as the caller may use it. */
  public GuardedErrand errand() {
    return errand;
  }

  /**
   * The group of the path, of which the caller is a member or administrator.
   *
   * @throws IllegalStateException if the path has no variable {@code group}
   */
  public Group group() {
    return targets.group().orElseThrow(() -> new IllegalStateException("no group in the path"));
  }

  /**
   * The member of the path, who is the caller unless that is an administrator; empty on a server
   * without accounts.
   */
  public Optional<Account> member() {
    return targets.member();
  }

  /**
   * The document or folder of the path: in {@link #group()} if the path has one, else in one of the
   * caller's groups.
   *
   * @throws IllegalStateException if the path has no variable {@code uri}
   */
  public Document uri() {
    return targets.uri().orElseThrow(() -> new IllegalStateException("no URI in the path"));
  }

  /**
   * The parameters of the query, and after them those of a form body.
   *
   * @throws HttpException 400 if they are malformed, 413 if the body is too large
   */
  public Parameters parameters() {
    if (parameters == null) {
      parameters = request.query().and(request.form());
    }
    return parameters;
  }

  /**
   * The first value of a parameter.
   *
   * @throws ServiceException 400 with 0201 if it is missing or empty
   */
  public String required(String name) {
    return parameters()
        .first(name)
        .filter(value -> !value.isBlank())
        .orElseThrow(() -> ServiceException.missingParameter(name));
  }

  /**
   * Does nothing if the caller has at least that role in {@link #group()}, or is administrator.
   *
   * @throws ForbiddenException for all others, which becomes 403 with 0101
   */
  public void requireRole(Role least) {
    errand.requireRole(group().id(), least);
  }

  /**
   * Does nothing for administrators.
   *
   * @throws ForbiddenException for all others, which becomes 403 with 0101
   */
  public void requireAdministrator() {
    errand.requireAdministrator();
  }
}
