// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A server in a process of its own, on a port that was free. */
final class RunningServer implements AutoCloseable {

  private final Child child;
  private final URI address;
  private final HttpClient client = HttpClient.newHttpClient();

  private RunningServer(Child child, URI address) {
    this.child = child;
    this.address = address;
  }

  static RunningServer start(Path folder, String... options) {
    List<String> args = new ArrayList<>(List.of("--data", "data"));
    args.addAll(List.of(options));
    return startAsItComes(folder, args.toArray(String[]::new));
  }

  /** A server whose data folder is the one it takes by itself. */
  static RunningServer startAsItComes(Path folder, String... options) {
    List<String> args = new ArrayList<>(List.of("serve", "--port", "0"));
    args.addAll(List.of(options));
    Child child = Child.start(folder, args.toArray(String[]::new));
    String line = child.lineWith("address");
    return new RunningServer(child, URI.create(line.replace("address", "").strip()));
  }

  Child child() {
    return child;
  }

  URI address() {
    return address;
  }

  HttpResponse<String> get(String path) {
    return send(HttpRequest.newBuilder(address.resolve(path)).build());
  }

  HttpResponse<String> put(String path) {
    return send(
        HttpRequest.newBuilder(address.resolve(path))
            .PUT(HttpRequest.BodyPublishers.noBody())
            .build());
  }

  HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    client.close();
    child.close();
  }
}
