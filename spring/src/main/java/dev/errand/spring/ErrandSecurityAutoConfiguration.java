// SPDX-License-Identifier: Apache-2.0
package dev.errand.spring;

import dev.errand.access.Directory;
import dev.errand.http.ContainerPrincipals;
import dev.errand.http.Principals;
import dev.errand.http.SecurityHeadersFilter;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;

/**
 * Who calls: the {@link Principals} bean of the application, or else what {@code
 * errand.security.mode} says. Groups and administrators come from the application's {@link
 * Directory} bean, where it has one.
 */
@AutoConfiguration(after = {ErrandAutoConfiguration.class, ErrandAccountsAutoConfiguration.class})
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
public class ErrandSecurityAutoConfiguration {

  private static final Logger LOG = LoggerFactory.getLogger(ErrandSecurityAutoConfiguration.class);

  @Bean
  @ConditionalOnMissingBean
  Directory errandDirectory() {
    return Directory.NOBODY;
  }

  @Bean
  @ConditionalOnMissingBean
  Principals errandPrincipals(
      ErrandProperties properties, Directory directory, Environment environment) {
    return switch (properties.security().mode()) {
      case OPEN -> ContainerPrincipals.open();
      case CONTAINER -> {
        if (!environment.containsProperty("errand.security.mode")) {
          LOG.info(
              "Callers of Errand are those whom this application logs in; others get 401. Say"
                  + " errand.security.mode=container to have it so, =open to let everybody do"
                  + " everything, =accounts to have Errand keep accounts.");
        }
        yield ContainerPrincipals.strict(directory);
      }
      case ACCOUNTS ->
          throw new IllegalStateException(
              "errand.security.mode=accounts needs dev.errand:errand-security on the class path");
    };
  }

  @Bean
  @ConditionalOnMissingBean(name = "errandSecurityHeaders")
  FilterRegistrationBean<SecurityHeadersFilter> errandSecurityHeaders(ErrandProperties properties) {
    FilterRegistrationBean<SecurityHeadersFilter> filter =
        new FilterRegistrationBean<>(new SecurityHeadersFilter());
    filter.setUrlPatterns(List.of(properties.http().mapping()));
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return filter;
  }
}
