// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import dev.errand.server.connections.ConnectionLimits;
import dev.errand.server.connections.Connections;
import dev.errand.server.connections.OpenFiles;
import dev.errand.spring.ErrandProperties;
import java.util.Arrays;
import org.eclipse.jetty.ee11.webapp.AbstractConfiguration;
import org.eclipse.jetty.ee11.webapp.WebAppContext;
import org.eclipse.jetty.server.ServerConnector;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;

/** What cannot be said by {@code server.*} settings in {@code application.properties}. */
final class JettySettings implements WebServerFactoryCustomizer<JettyServletWebServerFactory> {

  private final ErrandProperties.Http http;

  JettySettings(ErrandProperties.Http http) {
    this.http = http;
  }

  @Override
  public void customize(JettyServletWebServerFactory factory) {
    factory.addServerCustomizers(server -> server.setErrorHandler(new PlainErrors()));
    ConnectionLimits limits = limits(factory.getMaxConnections());
    // Boot's own limit leaves connections waiting to be accepted; ours closes them.
    factory.setMaxConnections(-1);
    factory.addServerCustomizers(server ->
        Arrays.stream(server.getConnectors())
            .map(ServerConnector.class::cast)
            .forEach(connector -> Connections.guard(connector, limits)));
    factory.addConfigurations(new ErrorPages());
  }

  private ConnectionLimits limits(int most) {
    ConnectionLimits limits =
        ConnectionLimits.of(
            OpenFiles.left(), most < 0 ? Integer.MAX_VALUE : most, http.headTimeout());
    if (http.connectionsPerAddress() > 0) {
      return limits.perAddress(http.connectionsPerAddress());
    }
    // Behind a proxy all connections come from its address.
    return http.trustForwarded() ? limits.perAddress(limits.all()) : limits;
  }

  /** Runs after Boot's own configurations, which put HTML pages there. */
  private static final class ErrorPages extends AbstractConfiguration {

    ErrorPages() {
      super(new AbstractConfiguration.Builder());
    }

    @Override
    public void configure(WebAppContext context) {
      context.setErrorHandler(new PlainErrors());
    }
  }
}
