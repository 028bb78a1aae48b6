// SPDX-License-Identifier: Apache-2.0
package dev.errand.http;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * How the servlet behaves.
 *
 * @param publicUrl the address under which callers reach the servlet, base path included; absent
 *     means what each request was addressed to
 * @param trustForwarded whether {@code Forwarded} and {@code X-Forwarded-*} headers say how the
 *     caller addressed the server; only for servers that no caller can reach except through a proxy
 *     that sets them
 * @param limits how much a caller may send
 * @param cancelWait how long the answer to a GeoGig cancel waits for the task to end
 */
public record HttpSettings(
    Optional<URI> publicUrl, boolean trustForwarded, Limits limits, Duration cancelWait) {

  /**
   * How much a caller may send, in bytes.
   *
   * @param body the body of a request that is no upload
   * @param document the body of a request that is a JSON document
   * @param upload the body of an upload
   */
  public record Limits(int body, int document, long upload) {

    /** 64 KiB, 4 MiB for documents, and 4 GiB for uploads. */
    public static final Limits DEFAULTS = new Limits(64 << 10, 4 << 20, 4L << 30);

    public Limits {
      if (body < 1 || document < 1 || upload < 1) {
        throw new IllegalArgumentException("limits of bodies are at least 1 byte");
      }
    }
  }

  /** Links as addressed, no trust in proxies, {@link Limits#DEFAULTS}, 200 ms. */
  public static final HttpSettings DEFAULTS =
      new HttpSettings(Optional.empty(), false, Limits.DEFAULTS, Duration.ofMillis(200));

  public HttpSettings {
    publicUrl.ifPresent(HttpSettings::requireAbsolute);
    if (cancelWait.isNegative()) {
      throw new IllegalArgumentException("the wait for a cancel cannot be negative: " + cancelWait);
    }
  }

  public HttpSettings publicUrl(URI url) {
    return new HttpSettings(Optional.of(url), trustForwarded, limits, cancelWait);
  }

  public HttpSettings trustForwarded(boolean trust) {
    return new HttpSettings(publicUrl, trust, limits, cancelWait);
  }

  public HttpSettings limits(Limits limits) {
    return new HttpSettings(publicUrl, trustForwarded, limits, cancelWait);
  }

  public HttpSettings cancelWait(Duration wait) {
    return new HttpSettings(publicUrl, trustForwarded, limits, wait);
  }

  private static void requireAbsolute(URI url) {
    boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
    if (!http
        || url.getHost() == null
        || url.getRawQuery() != null
        || url.getRawFragment() != null) {
      throw new IllegalArgumentException(
          "the public URL must be http://… or https://… without query and fragment, not " + url);
    }
  }
}
