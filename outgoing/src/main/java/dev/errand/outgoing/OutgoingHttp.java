// SPDX-License-Identifier: Apache-2.0
package dev.errand.outgoing;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;

/**
 * Sends requests that callers have the server send. They go to addresses that the {@link
 * AddressRule} allows: names are resolved by a resolver that checks, the client connects to what
 * that answered, and the socket checks once more; each redirect likewise. No proxy, no cookies, no
 * retries by itself; a connection for each request. Blocks; meant for virtual threads. Safe for all
 * threads.
 */
public final class OutgoingHttp implements AutoCloseable {

  private final OutgoingSettings settings;
  private final CloseableHttpClient client;

  public OutgoingHttp(OutgoingSettings settings) {
    this(settings, Names.SYSTEM);
  }

  OutgoingHttp(OutgoingSettings settings, Names names) {
    this.settings = settings;
    this.client = GuardedClient.of(settings, names);
  }

  /**
   * Reads a URL that a caller names and checks it as far as that needs no network. A refusal is
   * logged.
   *
   * @throws RefusedAddressException if it is not a whole http or https URL, or its host is an
   *     address that no request is sent to
   */
  public OutgoingUri accepted(String url) {
    OutgoingUri uri;
    try {
      uri = OutgoingUri.parse(url);
    } catch (RefusedAddressException e) {
      Refusals.log("a URL", e);
      throw e;
    }
    check(uri);
    return uri;
  }

  /**
   * Checks a URL as far as that needs no network. A refusal is logged.
   *
   * @throws RefusedAddressException if the host is an address that no request is sent to
   */
  public void check(OutgoingUri uri) {
    try {
      settings.rule().checkLiteral(uri);
    } catch (RefusedAddressException e) {
      Refusals.log(uri.shown(), e);
      throw e;
    }
  }

  /**
   * Fetches what a caller names: the body of a 2xx answer, following redirects.
   *
   * @param limit bytes of the body, decompressed
   * @param timeout in all, for each redirect anew
   * @throws RefusedAddressException if it is not fetched because of what the URL is, or where it or
   *     a redirect leads; logged
   * @throws OutgoingException if there is no such answer in time, or it is too large
   */
  public Fetched get(URI uri, long limit, Duration timeout) throws OutgoingException {
    OutgoingUri start = accepted(uri.toString());
    OutgoingUri next = start;
    for (int hops = 0; hops <= settings.maxRedirects(); hops++) {
      Hop<Fetched> hop = fetch(next, limit, timeout);
      if (hop.end().isPresent()) {
        return hop.end().get();
      }
      next = redirected(next, hop.location().orElseThrow());
    }
    throw tooManyRedirects(start);
  }

  private Hop<Fetched> fetch(OutgoingUri uri, long limit, Duration timeout)
      throws OutgoingException {
    OutgoingRequest request = OutgoingRequest.get(uri, Patience.inAll(timeout));
    return call(request)
        .send(answer -> {
          if (answer.redirect().isPresent()) {
            return new Hop<>(Optional.empty(), answer.redirect());
          }
          if (answer.status() < 200 || answer.status() > 299) {
            throw new OutgoingException(uri, "answered with status %d.".formatted(answer.status()));
          }
          byte[] body = new LimitedBody(uri, limit).read(answer);
          return new Hop<>(
              Optional.of(new Fetched(body, answer.header(HttpHeaders.CONTENT_TYPE))),
              Optional.empty());
        });
  }

  /** An answer, or where else it is. */
  private record Hop<T>(Optional<T> end, Optional<String> location) {}

  /**
   * Sends something to a receiver. A redirect with 307 or 308 is followed, with the same body; any
   * other is an answer like all that are not 2xx. The body of the answer is not read.
   *
   * @param timeout in all, for each redirect anew
   * @return the status of the answer
   * @throws RefusedAddressException if nothing is sent because of what the URL is, or where it or a
   *     redirect leads; logged
   * @throws OutgoingException if there is no answer in time
   */
  public int post(OutgoingUri uri, Map<String, String> headers, byte[] body, Duration timeout)
      throws OutgoingException {
    OutgoingUri next = uri;
    for (int hops = 0; hops <= settings.maxRedirects(); hops++) {
      OutgoingRequest request = OutgoingRequest.post(next, headers, body, Patience.inAll(timeout));
      Hop<Integer> hop =
          call(request)
              .send(answer -> {
                boolean same = answer.status() == 307 || answer.status() == 308;
                return new Hop<>(
                    Optional.of(answer.status()), same ? answer.redirect() : Optional.empty());
              });
      if (hop.location().isEmpty()) {
        return hop.end().orElseThrow();
      }
      next = redirected(next, hop.location().get());
    }
    throw tooManyRedirects(uri);
  }

  /**
   * Where an answer says to go instead. A refusal is logged.
   *
   * @throws RefusedAddressException if no request goes there
   */
  public OutgoingUri redirected(OutgoingUri from, String location) {
    try {
      return from.redirected(location);
    } catch (RefusedAddressException e) {
      Refusals.log("where " + from.shown() + " redirects to", e);
      throw e;
    }
  }

  private OutgoingException tooManyRedirects(OutgoingUri uri) {
    return new OutgoingException(
        uri, "redirects more than %d times.".formatted(settings.maxRedirects()));
  }

  /** Prepares a request; nothing is sent yet. */
  public OutgoingCall call(OutgoingRequest request) {
    HttpUriRequestBase wire = new HttpUriRequestBase(request.method(), request.uri().target());
    wire.setConfig(GuardedClient.config(settings, request.patience()));
    request.headers().forEach(wire::setHeader);
    request
        .uri()
        .authorization()
        .ifPresent(value -> wire.setHeader(HttpHeaders.AUTHORIZATION, value));
    request.body().ifPresent(body -> wire.setEntity(new ByteArrayEntity(body, null)));
    return new OutgoingCall(client, request, wire);
  }

  /** Closes all connections at once; whoever uses one gets an exception. */
  @Override
  public void close() {
    client.close(CloseMode.IMMEDIATE);
  }
}
