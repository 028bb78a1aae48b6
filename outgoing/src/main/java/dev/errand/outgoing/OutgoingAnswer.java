// SPDX-License-Identifier: Apache-2.0
package dev.errand.outgoing;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;

/** What comes back, while it comes. Used by the thread that sent the request. */
public final class OutgoingAnswer {

  private final ClassicHttpResponse response;

  OutgoingAnswer(ClassicHttpResponse response) {
    this.response = response;
  }

  public int status() {
    return response.getCode();
  }

  /** The first header of that name. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(response.getFirstHeader(name)).map(Header::getValue);
  }

  /** The body as it comes, as the server encoded it; not to be closed. */
  public InputStream body() throws IOException {
    HttpEntity entity = response.getEntity();
    return entity == null ? InputStream.nullInputStream() : entity.getContent();
  }

  /** Where it says to go instead; empty unless it is a redirect. */
  public Optional<String> redirect() {
    return switch (status()) {
      case 301, 302, 303, 307, 308 -> header("Location");
      default -> Optional.empty();
    };
  }
}
