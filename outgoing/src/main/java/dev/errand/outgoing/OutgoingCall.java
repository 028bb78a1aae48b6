// SPDX-License-Identifier: Apache-2.0
package dev.errand.outgoing;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request on its way, to one address. {@link #send} once; {@link #cancel} from any thread. */
public final class OutgoingCall {

  private static final Logger LOG = LoggerFactory.getLogger(OutgoingCall.class);

  private final CloseableHttpClient client;
  private final OutgoingRequest request;
  private final HttpUriRequestBase wire;
  private volatile boolean late;

  OutgoingCall(CloseableHttpClient client, OutgoingRequest request, HttpUriRequestBase wire) {
    this.client = client;
    this.request = request;
    this.wire = wire;
  }

  /** Makes something of an answer; what it does not read is not read at all. */
  @FunctionalInterface
  public interface Reader<T> {
    T read(OutgoingAnswer answer) throws IOException;
  }

  /**
   * Sends the request and reads the answer. Follows no redirect.
   *
   * @throws RefusedAddressException if the URL leads to an address that is refused, which is logged
   * @throws OutgoingException if there is no answer, or it breaks off, or takes too long
   */
  public <T> T send(Reader<T> reader) throws OutgoingException {
    CountDownLatch done = new CountDownLatch(1);
    request.patience().total().ifPresent(total -> cancelAfter(total, done));
    try {
      return exchange(reader);
    } catch (RefusedAddressException e) {
      Refusals.log(request.uri().shown(), e);
      throw e;
    } finally {
      done.countDown();
    }
  }

  private <T> T exchange(Reader<T> reader) throws OutgoingException {
    try {
      ClassicHttpResponse response = open();
      try {
        return reader.read(new OutgoingAnswer(response));
      } finally {
        end(response);
      }
    } catch (OutgoingException e) {
      throw e;
    } catch (IOException e) {
      throw explained(e);
    }
  }

  private ClassicHttpResponse open() throws IOException {
    try {
      return client.executeOpen(null, wire, null);
    } catch (IllegalStateException e) {
      // What the client says when it is closed, or the request cancelled, before there is a
      // connection.
      throw new OutgoingException(request.uri(), "was not asked: the request was cancelled.", e);
    }
  }

  /** At once: whatever closing might still read, there may be no end to it. */
  private void end(ClassicHttpResponse response) {
    wire.cancel();
    try {
      response.close();
    } catch (IOException e) {
      LOG.trace("A connection was closed before the end of its answer", e);
    }
  }

  /** Closes the connection at once; whoever reads from it gets an exception. */
  public void cancel() {
    wire.cancel();
  }

  private void cancelAfter(Duration total, CountDownLatch done) {
    Thread.ofVirtual()
        .name("outgoing-deadline")
        .start(() -> {
          try {
            if (!done.await(total.toMillis(), TimeUnit.MILLISECONDS)) {
              late = true;
              wire.cancel();
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  private OutgoingException explained(IOException e) {
    return new OutgoingException(request.uri(), reason(e), e);
  }

  private String reason(IOException e) {
    if (late) {
      return "did not answer wholly within %s."
          .formatted(seconds(request.patience().total().orElseThrow()));
    }
    return switch (e) {
      case ConnectTimeoutException _ -> "could not be connected to in time.";
      case ConnectionRequestTimeoutException _ ->
          "has to wait: too many requests are on their way. Try again later.";
      case SocketTimeoutException _ ->
          "sent nothing for %s.".formatted(seconds(request.patience().idle()));
      case UnknownHostException _ -> "cannot be reached: " + e.getMessage() + ".";
      case SSLException _ -> "cannot be reached by TLS: " + e.getMessage();
      default -> "broke off or cannot be reached: " + e;
    };
  }

  private static String seconds(Duration duration) {
    return duration.toMillis() % 1000 == 0
        ? duration.toSeconds() + " seconds"
        : duration.toMillis() + " milliseconds";
  }
}
