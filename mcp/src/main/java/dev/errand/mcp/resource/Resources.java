// SPDX-License-Identifier: Apache-2.0
package dev.errand.mcp.resource;

import dev.errand.access.ForbiddenException;
import dev.errand.http.Response;
import dev.errand.mcp.task.KnownTask;
import dev.errand.mcp.task.ToolResults;
import dev.errand.mcp.tool.Caching;
import dev.errand.mcp.wire.Call;
import dev.errand.mcp.wire.Fault;
import dev.errand.task.Download;
import dev.errand.task.LogEntry;
import dev.errand.task.Output;
import dev.errand.task.Task;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * What tasks left, read through the protocol: exactly the addresses at which it can be fetched over
 * HTTP, and nothing else, so that nobody has this server fetch anything.
 */
public final class Resources {

  private static final int MOST_BYTES = 1 << 20;
  private static final int LOG_PAGE = 500;

  private final ToolResults results;
  private final Caching caching;
  private final InstantSource clock;

  /** What an address leads to. */
  private record Place(Task task, String what) {}

  /** What is read. */
  private record Content(String mediaType, byte[] bytes) {}

  public Resources(ToolResults results, Caching caching, InstantSource clock) {
    this.results = results;
    this.caching = caching;
    this.clock = clock;
  }

  /** Answers {@code resources/list}: nothing, as tasks are not listed by a back door. */
  public Response list(Call call) {
    call.optionalText("cursor")
        .ifPresent(cursor -> {
          throw Fault.invalidParams("The 'cursor' is none that came from here.");
        });
    ObjectNode result = call.object();
    result.putArray("resources");
    caching.add(call, result);
    return call.answer(result);
  }

  /** Answers {@code resources/templates/list}. */
  public Response templates(Call call) {
    ObjectNode result = call.object();
    var templates = result.putArray("resourceTemplates");
    String job = call.http().base() + "/jobs/{task}";
    templates
        .addObject()
        .put("uriTemplate", job + "/outputs/{name}")
        .put("name", "output")
        .put("description", "A file that a task left");
    templates
        .addObject()
        .put("uriTemplate", job + "/log")
        .put("name", "log")
        .put("description", "The log of a task, a line each")
        .put("mimeType", "text/plain");
    templates
        .addObject()
        .put("uriTemplate", job + "/results?f=json")
        .put("name", "result")
        .put("description", "The result of a task that ended well")
        .put("mimeType", "application/json");
    caching.add(call, result);
    return call.answer(result);
  }

  /**
   * Answers {@code resources/read}.
   *
   * @throws Fault if there is nothing that the caller may read
   */
  public Response read(Call call) {
    String uri = call.text("uri");
    Place place = place(call, uri).orElseThrow(() -> missing(call, uri));
    Content content;
    try {
      content = content(call, place, uri).orElseThrow(() -> missing(call, uri));
    } catch (ForbiddenException | IOException e) {
      throw missing(call, uri);
    }
    ObjectNode result = call.object();
    ObjectNode one = result.putArray("contents").addObject().put("uri", uri);
    one.put("mimeType", content.mediaType());
    Optional<String> text = isText(content.mediaType()) ? text(content.bytes()) : Optional.empty();
    text.ifPresentOrElse(
        found -> one.put("text", found),
        () -> one.put("blob", Base64.getEncoder().encodeToString(content.bytes())));
    if (call.revision().isModern()) {
      result.put("ttlMs", left(place.task())).put("cacheScope", "private");
    }
    return call.answer(result);
  }

  private static Fault missing(Call call, String uri) {
    return Fault.invalidParams("There is no such resource.", call.object().put("uri", uri));
  }

  private Optional<Place> place(Call call, String uri) {
    String start = call.http().base() + "/jobs/";
    if (!uri.startsWith(start)) {
      return Optional.empty();
    }
    String rest = uri.substring(start.length());
    int slash = rest.indexOf('/');
    return slash < 0
        ? Optional.empty()
        : KnownTask.find(call.errand(), rest.substring(0, slash))
            .map(task -> new Place(task, rest.substring(slash + 1)));
  }

  private Optional<Content> content(Call call, Place place, String uri) throws IOException {
    String outputs = "outputs/";
    if (place.what().equals("log")) {
      return Optional.of(log(call, place.task(), uri));
    }
    if (place.what().equals("results?f=json")) {
      return results
          .structured(place.task())
          .map(result -> result.toString().getBytes(StandardCharsets.UTF_8))
          .map(bytes -> limited(call, uri, new Content("application/json", bytes)));
    }
    if (!place.what().startsWith(outputs)) {
      return Optional.empty();
    }
    Output output =
        results.files(call, place.task()).get(decoded(place.what().substring(outputs.length())));
    if (output == null) {
      return Optional.empty();
    }
    requireSize(call, uri, output.size());
    Optional<Download> download = call.errand().download(place.task().id(), output.name());
    if (download.isEmpty()) {
      return Optional.empty();
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream((int) output.size());
    try (Download open = download.get()) {
      open.copyTo(bytes);
    }
    return Optional.of(new Content(output.mediaType(), bytes.toByteArray()));
  }

  private static String decoded(String name) {
    try {
      // A plus sign in a path is one.
      return URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      return "";
    }
  }

  private static Content log(Call call, Task task, String uri) {
    StringBuilder text = new StringBuilder();
    long next = 1;
    List<LogEntry> page;
    while (!(page = call.errand().log(task.id(), next, LOG_PAGE)).isEmpty()) {
      for (LogEntry entry : page) {
        switch (entry) {
          case LogEntry.Line line -> {
            text.append("%s %s %s%n".formatted(line.time(), line.level(), line.text()));
            next = line.sequence() + 1;
          }
          case LogEntry.Gap gap -> {
            text.append(gap.text()).append('\n');
            next = gap.sequence() + gap.missing();
          }
        }
      }
      requireSize(call, uri, text.length());
    }
    return new Content("text/plain", text.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static Content limited(Call call, String uri, Content content) {
    requireSize(call, uri, content.bytes().length);
    return content;
  }

  private static void requireSize(Call call, String uri, long size) {
    if (size > MOST_BYTES) {
      throw Fault.invalidParams(
          "It has %d bytes, and %d can be read here. Fetch it over HTTP: %s"
              .formatted(size, MOST_BYTES, uri),
          call.object().put("uri", uri).put("size", size));
    }
  }

  private static boolean isText(String mediaType) {
    String type = mediaType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return type.startsWith("text/")
        || type.endsWith("/json")
        || type.endsWith("+json")
        || type.endsWith("/xml")
        || type.endsWith("+xml")
        || type.endsWith("/yaml");
  }

  private static Optional<String> text(byte[] bytes) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException binary) {
      return Optional.empty();
    }
  }

  /** What is not kept any longer cannot change; what runs may. */
  private long left(Task task) {
    Instant now = clock.instant();
    return task.times()
        .retentionEnd()
        .map(end -> Math.max(0, end.toEpochMilli() - now.toEpochMilli()))
        .orElse(0L);
  }
}
