// SPDX-License-Identifier: Apache-2.0
package dev.errand.spring;

import dev.errand.Errand;
import dev.errand.access.Directory;
import dev.errand.geogig.GeoGigTasks;
import dev.errand.geogig.ResultBodies;
import dev.errand.geogig.ResultBody;
import dev.errand.geogig.TaskBodies;
import dev.errand.http.ApiFragment;
import dev.errand.http.ErrandServlet;
import dev.errand.http.HttpSettings;
import dev.errand.http.Principals;
import dev.errand.http.RequestListener;
import dev.errand.http.RouteSet;
import dev.errand.http.openapi.ApiRoutes;
import dev.errand.ogc.OgcDialect;
import dev.errand.pageseeder.PageSeederThreads;
import dev.errand.pageseeder.ThreadBodies;
import dev.errand.pageseeder.ThreadContent;
import dev.errand.pageseeder.ThreadContents;
import java.util.ArrayList;
import java.util.HashMap;
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
 * The servlet at {@code errand.http.base-path}: tasks in GeoGig's dialect, threads in PageSeeder's,
 * and the {@link RouteSet} beans of the application. What tasks show as result in GeoGig's dialect
 * are {@link ResultBodies} beans, what threads show in PageSeeder's {@link ThreadContents} beans.
 * What the document at {@code /api} tells of addresses beside the servlet are {@link ApiFragment}
 * beans.
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
            Math.toIntExact(http.bodyLimit().toBytes()),
            Math.toIntExact(http.documentLimit().toBytes()),
            http.uploadLimit().toBytes());
    return new HttpSettings(
        Optional.ofNullable(http.publicUrl()),
        http.trustForwarded(),
        limits,
        HttpSettings.DEFAULTS.cancelWait());
  }

  @Bean
  @ConditionalOnMissingBean
  TaskBodies errandTaskBodies(ObjectProvider<ResultBodies> results) {
    Map<String, ResultBody> all = new HashMap<>();
    results.orderedStream().forEach(some -> all.putAll(some.byOperation()));
    return new TaskBodies(all);
  }

  @Bean
  @ConditionalOnMissingBean
  ThreadBodies errandThreadBodies(ObjectProvider<ThreadContents> contents) {
    Map<String, ThreadContent> all = new HashMap<>();
    contents.orderedStream().forEach(some -> all.putAll(some.byOperation()));
    return new ThreadBodies(all);
  }

  @Bean
  GeoGigTasks errandTasks(Errand errand, TaskBodies bodies, HttpSettings settings) {
    return new GeoGigTasks(errand, bodies, settings.cancelWait());
  }

  @Bean
  PageSeederThreads errandThreads(Errand errand, Directory directory, ThreadBodies bodies) {
    return new PageSeederThreads(errand, directory, bodies);
  }

  @Bean
  ServletRegistrationBean<ErrandServlet> errandServlet(
      ErrandProperties properties,
      HttpSettings settings,
      Principals principals,
      GeoGigTasks tasks,
      ObjectProvider<RouteSet> sets,
      ObjectProvider<ApiFragment> elsewhere,
      ObjectProvider<RequestListener> listener) {
    List<RouteSet> all = new ArrayList<>();
    // The first one answers where nothing is found.
    all.add(tasks);
    sets.orderedStream().filter(set -> set != tasks).forEach(all::add);
    all.add(
        new ApiRoutes(OgcDialect.INSTANCE, principals, all, elsewhere.orderedStream().toList()));
    ServletRegistrationBean<ErrandServlet> servlet =
        new ServletRegistrationBean<>(
            new ErrandServlet(
                settings, principals, all, listener.getIfAvailable(() -> RequestListener.NONE)),
            properties.http().mapping());
    servlet.setName("errand");
    servlet.setLoadOnStartup(1);
    return servlet;
  }
}
