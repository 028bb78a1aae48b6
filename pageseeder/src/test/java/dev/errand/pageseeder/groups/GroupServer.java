// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.groups;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.access.Group;
import dev.errand.http.ErrandServlet;
import dev.errand.http.HttpSettings;
import dev.errand.pageseeder.PageSeederThreads;
import dev.errand.pageseeder.Services;
import dev.errand.pageseeder.ThreadBodies;
import dev.errand.task.Page;
import dev.errand.task.Role;
import dev.errand.task.Task;
import dev.errand.task.TaskFilter;
import dev.errand.testkit.http.TestServer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The services over HTTP. Whoever a request says that it comes from is believed. */
final class GroupServer implements AutoCloseable {

  private static final Pattern THREAD = Pattern.compile("<thread id=\"([0-9a-f]{32})\"");

  final Workshop shop;
  final TestServer http;
  final Group group;

  GroupServer(Path data) throws Exception {
    shop = new Workshop(data);
    shop.project("acme");
    group = shop.group("acme-specs");
    shop.group("other");
    shop.accounts.add("admin", "none", true);
    for (String name : List.of("mgr", "jjones", "rev", "gast", "out")) {
      shop.accounts.add(name, "none", false);
    }
    member("mgr", Role.MANAGER);
    member("jjones", Role.CONTRIBUTOR);
    member("rev", Role.REVIEWER);
    member("gast", Role.GUEST);
    ThreadBodies bodies = new ThreadBodies(Map.of());
    Services services = new Services(shop.errand, shop.accounts, shop.documents::find);
    http =
        new TestServer(
            new ErrandServlet(
                HttpSettings.DEFAULTS,
                new ToldPrincipals(shop.accounts),
                List.of(
                    new PageSeederThreads(shop.errand, shop.accounts, bodies),
                    new MoveRoutes(services, shop.keeping, bodies),
                    new GroupNameRoutes(services, bodies),
                    new UriRoutes(services, shop.keeping, bodies))));
  }

  private void member(String name, Role role) {
    shop.accounts.setRole(group.id(), name, role);
  }

  HttpResponse<String> get(String who, String path) throws Exception {
    return http.get("/ps/service" + path, ToldPrincipals.HEADER, who);
  }

  /** A POST without a body. */
  HttpResponse<String> post(String who, String path) throws Exception {
    return http.send("POST", "/ps/service" + path, ToldPrincipals.HEADER, who);
  }

  /** A POST with a form. */
  HttpResponse<String> form(String who, String path, String form) throws Exception {
    URI uri = http.uri("/ps/service" + path);
    return http.send(
        HttpRequest.newBuilder(uri)
            .header(ToldPrincipals.HEADER, who)
            .header("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build());
  }

  /** The address of a service of the group, for that member. */
  String service(String who, String rest) {
    return "/members/~" + who + "/groups/" + group.id() + rest;
  }

  /** The id of the one thread in a body. */
  static String thread(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    Matcher found = THREAD.matcher(answer.body());
    assertThat(found.find()).as(answer.body()).isTrue();
    String id = found.group(1);
    assertThat(found.find()).as("a second thread in %s", answer.body()).isFalse();
    return id;
  }

  /** The last body of the polls of a thread, once it has ended. */
  String ended(String who, String thread) throws Exception {
    Task task = shop.errand.tasks(TaskFilter.ALL, Page.newest(1)).getFirst();
    shop.ended(task);
    HttpResponse<String> progress = get(who, "/threads/" + thread + "/progress");
    assertThat(progress.statusCode()).as(progress.body()).isEqualTo(200);
    return progress.body();
  }

  static void assertRefused(HttpResponse<String> answer, int status, String id) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.body()).contains("<error id=\"" + id + "\">");
  }

  void assertNoThread() throws Exception {
    assertThat(get("admin", "/threads").body()).contains("<threads/>");
    assertThat(shop.errand.tasks(TaskFilter.ALL, Page.newest(1))).isEmpty();
  }

  @Override
  public void close() throws Exception {
    http.close();
    shop.close();
  }
}
