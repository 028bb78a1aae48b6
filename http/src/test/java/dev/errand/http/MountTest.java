// SPDX-License-Identifier: Apache-2.0
package dev.errand.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.testkit.http.TestServer;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MountTest {

  @ParameterizedTest
  @CsvSource({
    "/, /*, ''",
    "/, /, ''",
    "/geoserver, /*, /geoserver",
    "/geoserver, /, /geoserver",
    "/geoserver, /geogig/*, /geoserver/geogig",
    "/, /a/b/*, /a/b",
  })
  void worksBelowAnyBasePath(String context, String mapping, String base) throws Exception {
    ErrandServlet servlet = new ErrandServlet(HttpSettings.DEFAULTS, List.of(new EchoRoutes()));
    try (TestServer server = new TestServer(servlet, context, mapping)) {
      assertThat(server.get(base + "/things/5.xml").body()).isEqualTo("5|xml");
      assertThat(server.get(base + "/base").body())
          .isEqualTo("http://localhost:" + server.port() + base);
      assertThat(server.get(base + "/").body()).isEqualTo("root");
    }
  }
}
