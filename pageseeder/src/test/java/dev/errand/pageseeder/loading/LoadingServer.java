// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.loading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.http.ErrandServlet;
import dev.errand.http.HttpSettings;
import dev.errand.pageseeder.PageSeederThreads;
import dev.errand.pageseeder.Services;
import dev.errand.pageseeder.ThreadBodies;
import dev.errand.pageseeder.export.ExportContent;
import dev.errand.pageseeder.export.ExportTargets;
import dev.errand.pageseeder.export.GroupExport;
import dev.errand.pageseeder.export.GroupExportRoutes;
import dev.errand.pageseeder.export.MemberResourceRoutes;
import dev.errand.task.Task;
import dev.errand.testkit.http.TestServer;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The services over HTTP, asked as PageSeeder's clients ask. */
public final class LoadingServer implements AutoCloseable {

  private static final Pattern THREAD = Pattern.compile("<thread id=\"([0-9a-f]{32})\"");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  public final Workplace place;
  public final TestServer http;

  public LoadingServer(Path data) throws Exception {
    this(data, UnzipLimits.DEFAULTS, HttpSettings.DEFAULTS);
  }

  LoadingServer(Path data, UnzipLimits limits, HttpSettings settings) throws Exception {
    place = new Workplace(data, limits);
    Services services = new Services(place.errand, place.village, place.documents::find);
    ThreadBodies bodies =
        new ThreadBodies(
            Map.of(LoadStart.NAME, new LoadContent(), GroupExport.NAME, new ExportContent()));
    http =
        new TestServer(
            new ErrandServlet(
                settings,
                place.village,
                List.of(
                    new PageSeederThreads(place.errand, place.village, bodies),
                    new UploadRoutes(services, bodies, place.site),
                    new LoadingRoutes(services, bodies, place.site),
                    new GroupExportRoutes(
                        services, bodies, new ExportTargets(place.village, place.documents)),
                    new MemberResourceRoutes(services))));
  }

  /** Uploads as pageseeder-rs does. */
  HttpResponse<String> put(String user, String query, byte[] body) throws Exception {
    return http.send(
        HttpRequest.newBuilder(http.uri("/ps/servlet/upload?" + query))
            .header(Village.HEADER, user)
            .PUT(BodyPublishers.ofByteArray(body))
            .build());
  }

  /** Uploads a file into the general loading zone of jjones, which must succeed. */
  public void uploaded(String filename, byte[] body) throws Exception {
    HttpResponse<String> answer =
        put("jjones", "group=acme-specs&filename=" + encoded(filename), body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  public static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** A request without a body. */
  public HttpResponse<String> ask(String user, String method, String path) throws Exception {
    return http.send(method, path, Village.HEADER, user);
  }

  /** A POST as the bridge sends it. */
  public HttpResponse<String> post(String user, String path, String form) throws Exception {
    return http.send(
        HttpRequest.newBuilder(http.uri(path))
            .header(Village.HEADER, user)
            .header("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8")
            .POST(BodyPublishers.ofString(form))
            .build());
  }

  /** A service on the zone of jjones, by jjones. */
  HttpResponse<String> zone(String service, String form) throws Exception {
    return post(
        "jjones", "/ps/service/members/jjones/groups/acme-specs/loadingzone/" + service, form);
  }

  /** The task that an answer with status 202 tells of, once it has ended. */
  public Task ended(HttpResponse<String> started) throws Exception {
    assertThat(started.statusCode()).as(started.body()).isEqualTo(202);
    return place.errand.await(task(started).id(), PATIENCE).orElseThrow();
  }

  /** The task that an answer tells of. */
  public Task task(HttpResponse<String> started) {
    Matcher matcher = THREAD.matcher(started.body());
    assertThat(matcher.find()).as(started.body()).isTrue();
    byte[] bytes = HexFormat.of().parseHex(matcher.group(1));
    java.nio.ByteBuffer key = java.nio.ByteBuffer.wrap(bytes);
    return place.errand.task(new UUID(key.getLong(), key.getLong())).orElseThrow();
  }

  /** What the progress service says of a task to somebody. */
  public HttpResponse<String> progress(String user, Task task) throws Exception {
    String id = task.id().key().toString().replace("-", "");
    return ask(user, "GET", "/ps/service/threads/" + id + "/progress");
  }

  /** The bytes at a path, fetched by a user. */
  public HttpResponse<byte[]> bytes(String user, String path, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(http.uri(path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try (java.net.http.HttpClient client = java.net.http.HttpClient.newHttpClient()) {
      return client.send(request.header(Village.HEADER, user).build(), BodyHandlers.ofByteArray());
    }
  }

  @Override
  public void close() throws Exception {
    http.close();
    place.close();
  }
}
