// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import org.eclipse.jetty.ee11.webapp.AbstractConfiguration;
import org.eclipse.jetty.ee11.webapp.WebAppContext;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;

/** What cannot be said by {@code server.*} settings in {@code application.properties}. */
final class JettySettings implements WebServerFactoryCustomizer<JettyServletWebServerFactory> {

  @Override
  public void customize(JettyServletWebServerFactory factory) {
    factory.addServerCustomizers(server -> server.setErrorHandler(new PlainErrors()));
    factory.addConfigurations(new ErrorPages());
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
