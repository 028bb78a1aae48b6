// SPDX-License-Identifier: Apache-2.0
package dev.errand.geogig;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.http.ErrandServlet;
import dev.errand.http.HttpSettings;
import dev.errand.http.Response;
import dev.errand.http.Route;
import dev.errand.http.RouteSet;
import dev.errand.testkit.http.TestServer;
import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** Compression is the container's: acceptance row 76 with one that compresses. */
final class CompressionTest {

  private static final String TEXT = "Importing into GeoGig repo...".repeat(100);

  private static RouteSet route() {
    return new RouteSet() {
      @Override
      public GeoGigDialect dialect() {
        return GeoGigDialect.INSTANCE;
      }

      @Override
      public List<Route> routes() {
        return List.of(Route.get("/text", r -> answer()));
      }
    };
  }

  private static Response answer() {
    return Body.of(Format.XML, writer -> writer.text("text", TEXT));
  }

  @Test
  void row76_bodiesAreCompressedAtMostOnce() throws Exception {
    ErrandServlet servlet = new ErrandServlet(HttpSettings.DEFAULTS, List.of(route()));
    try (TestServer server = new TestServer(servlet).compressing()) {
      HttpResponse<byte[]> packed = server.bytes("/text", "Accept-Encoding", "gzip");
      HttpResponse<byte[]> plain = server.bytes("/text", "Accept-Encoding", "identity");

      assertThat(packed.headers().allValues("Content-Encoding")).containsExactly("gzip");
      byte[] unpacked = new GZIPInputStream(new ByteArrayInputStream(packed.body())).readAllBytes();
      assertThat(new String(unpacked, StandardCharsets.UTF_8)).contains(TEXT);
      assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
      assertThat(new String(plain.body(), StandardCharsets.UTF_8)).contains(TEXT);
    }
  }
}
