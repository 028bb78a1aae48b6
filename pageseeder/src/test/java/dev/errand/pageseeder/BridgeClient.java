// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder;

import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.xml.parsers.SAXParserFactory;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Polls by the rules of PageSeeder's Java client, except that it does not pause: the media type is
 * known only without a space before its parameter, the status is one of seven words in any case,
 * the group is a long, only direct children count as messages, a thread is one that has an id.
 */
final class BridgeClient {

  private static final int MOST_POLLS = 100_000;

  /** The seven words, and which of them end the polling. */
  enum Status {
    INITIALISED,
    INPROGRESS,
    ERROR,
    WARNING,
    CANCELLED,
    COMPLETED,
    FAILED;

    boolean isLast() {
      return this == CANCELLED || this == COMPLETED || this == FAILED;
    }
  }

  record Polled(
      String id, String name, String username, long group, Status status, List<String> messages) {}

  private final PageSeederServer server;
  private final String user;

  BridgeClient(PageSeederServer server, String user) {
    this.server = server;
    this.user = user;
  }

  /** Polls until the thread has ended. */
  List<Polled> complete(Polled started) throws Exception {
    List<Polled> seen = new ArrayList<>(List.of(started));
    while (!seen.getLast().status().isLast()) {
      if (seen.size() > MOST_POLLS) {
        throw new AssertionError("the thread does not end: " + seen.getLast());
      }
      seen.add(poll(started.id()));
    }
    return seen;
  }

  Polled poll(String id) throws Exception {
    return read(server.get(
            user, "/ps/service/threads/" + id + "/progress?username=" + user + "&password=secret"))
        .orElseThrow(() -> new AssertionError("no thread"));
  }

  /** The last thread of an answer. */
  static Optional<Polled> read(HttpResponse<String> answer) throws Exception {
    if (answer.statusCode() >= 400) {
      throw new AssertionError(answer.statusCode() + " " + answer.body());
    }
    String type = answer.headers().firstValue("Content-Type").orElse("");
    int parameter = type.indexOf(";charset=");
    String mediaType = parameter < 0 ? type : type.substring(0, parameter);
    if (!mediaType.equals("application/xml")) {
      return Optional.empty();
    }
    ThreadHandler handler = new ThreadHandler();
    SAXParserFactory.newInstance()
        .newSAXParser()
        .parse(new ByteArrayInputStream(answer.body().getBytes(StandardCharsets.UTF_8)), handler);
    return Optional.ofNullable(handler.last);
  }

  private static final class ThreadHandler extends DefaultHandler {
    private final List<String> path = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private @Nullable Polled last;

    @Override
    public void startElement(String uri, String local, String name, Attributes attributes) {
      path.add(name);
      text.setLength(0);
      if (name.equals("thread") && attributes.getValue("id") != null) {
        last =
            new Polled(
                attributes.getValue("id"),
                attributes.getValue("name"),
                attributes.getValue("username"),
                Long.parseLong(attributes.getValue("groupid")),
                Status.valueOf(attributes.getValue("status").toUpperCase(Locale.ROOT)),
                new ArrayList<>());
      }
    }

    @Override
    public void characters(char[] characters, int start, int length) {
      text.append(characters, start, length);
    }

    @Override
    public void endElement(String uri, String local, String name) {
      path.removeLast();
      boolean direct = !path.isEmpty() && path.getLast().equals("thread");
      if (last != null && direct && name.equals("message")) {
        last.messages().add(text.toString());
      }
    }
  }
}
