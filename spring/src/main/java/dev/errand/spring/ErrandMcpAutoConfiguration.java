// SPDX-License-Identifier: Apache-2.0
package dev.errand.spring;

import dev.errand.Errand;
import dev.errand.http.HttpSettings;
import dev.errand.http.OpenAnswers;
import dev.errand.http.Principals;
import dev.errand.mcp.McpEngine;
import dev.errand.mcp.McpRoutes;
import dev.errand.mcp.McpSettings;
import dev.errand.mcp.tool.LinkedInputs;
import dev.errand.mcp.tool.ToolRules;
import dev.errand.outgoing.OutgoingHttp;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;

/**
 * The Model Context Protocol, for the servlet: every offered operation a tool, every call a task.
 */
@AutoConfiguration(
    after = {
      ErrandSecurityAutoConfiguration.class,
      ErrandWatchingAutoConfiguration.class,
      ErrandCallbackAutoConfiguration.class
    },
    before = ErrandServletAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
public class ErrandMcpAutoConfiguration {

  private static final String ALL = "*";

  /** What inputs by reference lead to may be as large as a document that holds them itself. */
  @Bean
  McpRoutes errandMcp(
      Errand errand,
      OutgoingHttp outgoing,
      OpenAnswers open,
      ErrandClock clock,
      Principals principals,
      HttpSettings http,
      ErrandProperties properties) {
    LinkedInputs inputs = new LinkedInputs(outgoing, http.limits().document());
    return new McpRoutes(
        new McpEngine(errand, inputs, open, clock, principals::isOpen),
        rules(errand, properties.mcp()),
        settings(properties));
  }

  private static ToolRules rules(Errand errand, ErrandProperties.Mcp mcp) {
    ToolRules rules = ToolRules.USUAL.handles(mcp.handles());
    if (mcp.operations().isEmpty()) {
      return rules;
    }
    Set<String> offered = Set.copyOf(mcp.operations());
    requireKnown(offered, errand);
    return rules.offering(info -> offered.contains(ALL) || offered.contains(info.name()));
  }

  /** A program that is declared later cannot be named before; it says itself that it is offered. */
  private static void requireKnown(Set<String> offered, Errand errand) {
    Set<String> known = new TreeSet<>();
    errand.operations().forEach(operation -> known.add(operation.name()));
    for (String name : offered) {
      if (!name.equals(ALL) && !known.contains(name)) {
        throw new IllegalArgumentException(
            "errand.mcp.operations names '%s', and there is no such operation; there are %s"
                .formatted(name, String.join(", ", known)));
      }
    }
  }

  private static McpSettings settings(ErrandProperties properties) {
    Optional<URI> issuer =
        Optional.ofNullable(properties.security().oidc()).map(ErrandProperties.Oidc::issuer);
    return McpSettings.of(properties.title())
        .taskAfter(properties.mcp().taskAfter())
        .origins(Set.copyOf(properties.mcp().origins()))
        .issuer(issuer);
  }
}
