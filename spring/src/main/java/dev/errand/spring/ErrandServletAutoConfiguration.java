// SPDX-License-Identifier: Apache-2.0
package dev.errand.spring;

import dev.errand.Errand;
import dev.errand.http.ErrandServlet;
import dev.errand.http.HttpSettings;
import dev.errand.http.Principals;
import dev.errand.http.RouteSet;
import dev.errand.http.geogig.GeoGigTasks;
import dev.errand.http.geogig.ResultBody;
import dev.errand.http.geogig.TaskBodies;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;

/**
 * The servlet at {@code errand.http.base-path}: the tasks, and the {@link RouteSet} beans of the
 * application. What an operation's tasks show as result in GeoGig's dialect is a {@link ResultBody}
 * bean with the operation's name.
 */
@AutoConfiguration(after = ErrandSecurityAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
public class ErrandServletAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean
  HttpSettings errandHttpSettings(ErrandProperties properties) {
    ErrandProperties.Http http = properties.http();
    HttpSettings.Limits limits =
        new HttpSettings.Limits(
            Math.toIntExact(http.bodyLimit().toBytes()), http.uploadLimit().toBytes());
    return new HttpSettings(
        Optional.ofNullable(http.publicUrl()),
        http.trustForwarded(),
        limits,
        HttpSettings.DEFAULTS.cancelWait());
  }

  @Bean
  @ConditionalOnMissingBean
  TaskBodies errandTaskBodies(Map<String, ResultBody> results) {
    return new TaskBodies(results);
  }

  @Bean
  ServletRegistrationBean<ErrandServlet> errandServlet(
      Errand errand,
      ErrandProperties properties,
      HttpSettings settings,
      Principals principals,
      TaskBodies bodies,
      ObjectProvider<RouteSet> sets) {
    List<RouteSet> all = new ArrayList<>();
    all.add(new GeoGigTasks(errand, bodies, settings.cancelWait()));
    sets.orderedStream().forEach(all::add);
    ServletRegistrationBean<ErrandServlet> servlet =
        new ServletRegistrationBean<>(
            new ErrandServlet(settings, principals, all), properties.http().mapping());
    servlet.setName("errand");
    servlet.setLoadOnStartup(1);
    return servlet;
  }
}
