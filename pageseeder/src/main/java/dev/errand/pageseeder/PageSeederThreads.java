// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder;

import dev.errand.Errand;
import dev.errand.access.Audit;
import dev.errand.access.Directory;
import dev.errand.access.ForbiddenException;
import dev.errand.http.Response;
import dev.errand.http.Route;
import dev.errand.task.Principal;
import dev.errand.task.Role;
import dev.errand.task.Task;
import dev.errand.task.TaskFilter;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The thread services of PageSeeder's web API: list, progress, logs and cancel, of the server and
 * of a group. Every task is a thread, whatever started it.
 */
public final class PageSeederThreads implements PageSeederRoutes {

  private static final String SERVER = "/threads";
  private static final String GROUP = "/groups/{group}/threads";

  private final Services services;
  private final ThreadBodies bodies;

  /**
   * @param directory knows groups
   */
  public PageSeederThreads(Errand errand, Directory directory, ThreadBodies bodies) {
    this.services = new Services(errand, directory, id -> Optional.empty());
    this.bodies = bodies;
  }

  @Override
  public List<Route> routes() {
    return Stream.of(
            services.get(SERVER, this::list),
            services.get(SERVER + "/{thread}/progress", this::progress),
            services.get(SERVER + "/{thread}/logs", this::log),
            services.changing("POST", SERVER + "/{thread}/cancel", this::cancel),
            services.get(GROUP, this::listOfGroup),
            services.get(GROUP + "/{thread}/progress", this::progressInGroup),
            services.get(GROUP + "/{thread}/logs", this::logInGroup),
            services.changing("POST", GROUP + "/{thread}/cancel", this::cancelInGroup))
        .flatMap(List::stream)
        .toList();
  }

  private Response list(ServiceCall call) {
    call.requireAdministrator();
    return ThreadList.answer(call, TaskFilter.ALL, bodies);
  }

  private Response listOfGroup(ServiceCall call) {
    call.requireRole(Role.CONTRIBUTOR);
    return ThreadList.answer(call, TaskFilter.ALL.group(call.group().id()), bodies);
  }

  private Response progress(ServiceCall call) {
    return bodies.progress(call.request(), known(own(call)));
  }

  private Response progressInGroup(ServiceCall call) {
    call.requireRole(Role.REVIEWER);
    return bodies.progress(call.request(), known(ofGroup(call)));
  }

  private Response log(ServiceCall call) {
    return ThreadLog.answer(call, known(own(call)));
  }

  private Response logInGroup(ServiceCall call) {
    call.requireRole(Role.CONTRIBUTOR);
    return ThreadLog.answer(call, known(ofGroup(call)));
  }

  private Response cancel(ServiceCall call) {
    requireCancel(call, call::requireAdministrator);
    return cancel(call, own(call));
  }

  private Response cancelInGroup(ServiceCall call) {
    requireCancel(call, () -> call.requireRole(Role.CONTRIBUTOR));
    return cancel(call, ofGroup(call));
  }

  /** The role is asked for before the engine sees the cancel, so a refusal is audited here. */
  private static void requireCancel(ServiceCall call, Runnable requirement) {
    try {
      requirement.run();
    } catch (ForbiddenException refused) {
      Principal caller = call.request().principal();
      Audit.refused(caller, Audit.Deed.CANCEL, call.request().variable("thread"));
      throw refused;
    }
  }

  /** What there is not, or has ended, or belongs to another group, is silently left alone. */
  private Response cancel(ServiceCall call, Optional<Task> task) {
    task.ifPresent(found -> call.errand().cancel(found));
    return bodies.answer(call.request(), "thread-cancel", writer -> {});
  }

  private static Optional<Task> own(ServiceCall call) {
    return find(call, key -> call.errand().ownTask(key));
  }

  private static Optional<Task> ofGroup(ServiceCall call) {
    return find(call, key -> call.errand().groupTask(call.group().id(), key));
  }

  private static Optional<Task> find(ServiceCall call, Function<UUID, Optional<Task>> finder) {
    return ThreadWords.key(call.request().variable("thread")).flatMap(finder);
  }

  private static Task known(Optional<Task> task) {
    return task.orElseThrow(ServiceException::unknownThread);
  }
}
