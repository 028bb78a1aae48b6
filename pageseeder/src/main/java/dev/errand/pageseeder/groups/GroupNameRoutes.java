// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.groups;

import dev.errand.access.Group;
import dev.errand.http.Response;
import dev.errand.http.Route;
import dev.errand.pageseeder.PageSeederRoutes;
import dev.errand.pageseeder.ServiceCall;
import dev.errand.pageseeder.ServiceHandler;
import dev.errand.pageseeder.Services;
import dev.errand.pageseeder.ThreadBodies;
import dev.errand.task.Role;
import dev.errand.task.Submission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * PageSeeder's services that rename, archive and unarchive groups and projects. The parameter
 * {@code index} is taken and means nothing, because there is no index.
 */
public final class GroupNameRoutes implements PageSeederRoutes {

  private final Services services;
  private final ThreadBodies bodies;

  public GroupNameRoutes(Services services, ThreadBodies bodies) {
    this.services = services;
    this.bodies = bodies;
  }

  @Override
  public List<Route> routes() {
    List<Route> routes = new ArrayList<>();
    for (boolean project : List.of(false, true)) {
      String root = "/members/{member}/" + (project ? "projects" : "groups") + "/{group}/";
      routes.addAll(post(root + "rename", project, this::rename));
      routes.addAll(post(root + "archive", project, this::archive));
      routes.addAll(post(root + "unarchive", project, this::unarchive));
    }
    return routes;
  }

  private List<Route> post(String template, boolean project, ServiceHandler handler) {
    return services.changing(
        "POST",
        template,
        GroupRefusals.told(call -> {
          // Before anything is said of the group, for who may not do this.
          if (template.endsWith("/rename")) {
            call.requireAdministrator();
          } else {
            call.requireRole(Role.MANAGER);
          }
          requireKind(call.group(), project);
          return handler.handle(call);
        }));
  }

  private static void requireKind(Group group, boolean project) {
    if (group.project() != project) {
      throw GroupRefusal.NOT_THE_SAME_KIND.because(
          "%s is a %s: use the service for %s.",
          group.name(),
          group.project() ? "project" : "group",
          group.project() ? "projects" : "groups");
    }
  }

  private Response rename(ServiceCall call) {
    GroupRename.Inputs inputs = new GroupRename.Inputs(call.group().id(), call.required("name"));
    return started(call, "group-renaming", Submission.builder(GroupRename.NAME).inputs(inputs));
  }

  private Response archive(ServiceCall call) {
    GroupArchive.Inputs inputs = new GroupArchive.Inputs(call.group().id());
    return started(call, "group-archive", Submission.builder(GroupArchive.NAME).inputs(inputs));
  }

  private Response unarchive(ServiceCall call) {
    GroupUnarchive.Inputs inputs =
        new GroupUnarchive.Inputs(call.group().id(), call.parameters().isTrue("allgroups"));
    return started(call, "group-unarchive", Submission.builder(GroupUnarchive.NAME).inputs(inputs));
  }

  private Response started(ServiceCall call, String wrapper, Submission.Builder submission) {
    return bodies.started(
        call,
        Optional.of(wrapper),
        call.errand().submit(submission.group(call.group().id()).build()));
  }
}
