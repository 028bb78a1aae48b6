// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import dev.errand.Errand;
import dev.errand.access.Accounts;
import dev.errand.access.PasswordHashes;
import dev.errand.http.ApiFragment;
import dev.errand.http.Principals;
import dev.errand.http.admin.AdminRoutes;
import dev.errand.http.admin.LimitRoutes;
import dev.errand.http.admin.TaskRoutes;
import dev.errand.ogc.echo.Echo;
import dev.errand.postgres.PostgresAccounts;
import dev.errand.postgres.PostgresSettings;
import dev.errand.security.ManagementFilter;
import dev.errand.spring.ErrandAccountsAutoConfiguration;
import dev.errand.spring.ErrandAutoConfiguration;
import dev.errand.spring.ErrandCallbackAutoConfiguration;
import dev.errand.spring.ErrandClock;
import dev.errand.spring.ErrandHealthAutoConfiguration;
import dev.errand.spring.ErrandMcpAutoConfiguration;
import dev.errand.spring.ErrandMetricsAutoConfiguration;
import dev.errand.spring.ErrandOgcAutoConfiguration;
import dev.errand.spring.ErrandPostgresAutoConfiguration;
import dev.errand.spring.ErrandProperties;
import dev.errand.spring.ErrandSecurityAutoConfiguration;
import dev.errand.spring.ErrandServletAutoConfiguration;
import dev.errand.spring.ErrandWatchingAutoConfiguration;
import dev.errand.spring.ErrandWebMetricsAutoConfiguration;
import dev.errand.spring.StoreAccess;
import dev.errand.sqlite.SqliteAccounts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.boot.autoconfigure.context.LifecycleAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.jetty.autoconfigure.servlet.JettyServletWebServerAutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * The standalone server: the starter, on Jetty, with what ships. The parts of Spring Boot that it
 * needs are named one by one, because looking through all that there are would double the time it
 * takes to start.
 */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({
  ConfigurationPropertiesAutoConfiguration.class,
  LifecycleAutoConfiguration.class,
  SslAutoConfiguration.class,
  JettyServletWebServerAutoConfiguration.class,
  ErrandPostgresAutoConfiguration.class,
  ErrandAutoConfiguration.class,
  ErrandAccountsAutoConfiguration.class,
  ErrandCallbackAutoConfiguration.class,
  ErrandSecurityAutoConfiguration.class,
  ErrandWatchingAutoConfiguration.class,
  ErrandServletAutoConfiguration.class,
  ErrandOgcAutoConfiguration.class,
  ErrandMcpAutoConfiguration.class,
  ErrandHealthAutoConfiguration.class,
  ErrandMetricsAutoConfiguration.class,
  ErrandWebMetricsAutoConfiguration.class
})
@Import({
  ActuatorParts.class,
  DiskParts.class,
  GeoDataParts.class,
  GroupParts.class,
  ProgramParts.class
})
class ServerApplication {

  /**
   * Starts the server; it runs until the context is closed, which a shutdown hook does.
   *
   * @param settings what was said on the command line, by key
   */
  static ConfigurableApplicationContext start(Map<String, Object> settings) {
    SpringApplication application = new SpringApplication(ServerApplication.class);
    application.setWebApplicationType(WebApplicationType.SERVLET);
    application.addInitializers(new SettingChecks(), new StartChecks());
    return application.run(arguments(settings));
  }

  /**
   * What a server started with these settings would go by.
   *
   * @param settings what was said on the command line, by key
   */
  static ConfigurableEnvironment environment(Map<String, Object> settings) {
    ConfigurableEnvironment environment = new StandardEnvironment();
    environment
        .getPropertySources()
        .addFirst(new SimpleCommandLinePropertySource(arguments(settings)));
    ConfigDataEnvironmentPostProcessor.applyTo(environment);
    return environment;
  }

  private static String[] arguments(Map<String, Object> settings) {
    // Not the folder it is started in, where other applications may keep settings of theirs.
    settings.putIfAbsent("spring.config.location", "classpath:/application.properties");
    return settings.entrySet().stream()
        .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
        .toArray(String[]::new);
  }

  @Bean
  DataFolder dataFolder(ErrandProperties properties) {
    return DataFolder.open(properties.data());
  }

  @Bean
  KeptFolder keptFolder(DataFolder data, ErrandProperties properties) {
    return Optional.ofNullable(properties.shared())
        .map(shared -> KeptFolder.shared(data, shared))
        .orElseGet(() -> KeptFolder.in(data));
  }

  /** Not before the folder is this process's own. */
  @Bean
  Accounts accounts(DataFolder data, ObjectProvider<PostgresSettings> shared) {
    return shared.stream()
        .findFirst()
        .<Accounts>map(PostgresAccounts::at)
        .orElseGet(() -> SqliteAccounts.in(data.path()));
  }

  /** Repositories and documents lie in this folder, so no node may have another one. */
  @Bean
  @ConditionalOnProperty("errand.store")
  LockedFolder lockedFolder(KeptFolder kept) {
    return LockedFolder.in(kept.path());
  }

  @Bean
  @ConditionalOnProperty("errand.store")
  PostgresSettings postgresSettings(ErrandProperties properties, LockedFolder folder) {
    return StoreAccess.settings(properties).folder(folder);
  }

  @Bean
  Echo echo() {
    return new Echo();
  }

  @Bean
  AdminRoutes adminRoutes(Accounts accounts, PasswordHashes hashes, ErrandClock clock) {
    return new AdminRoutes(accounts, hashes, clock);
  }

  @Bean
  LimitRoutes limitRoutes(Errand errand) {
    return new LimitRoutes(errand);
  }

  @Bean
  TaskRoutes taskRoutes(Errand errand) {
    return new TaskRoutes(errand);
  }

  /** The shutdown hook closes the context. */
  @Bean
  DrainEndpoint drainEndpoint(Errand errand) {
    return new DrainEndpoint(errand, () -> System.exit(ExitCode.DONE));
  }

  /**
   * Health and metrics stand beside the servlet; below another base path links do not reach them.
   */
  @Bean
  @ConditionalOnProperty(name = "errand.http.base-path", havingValue = "/")
  ApiFragment managementApi() {
    return new ApiFragment(ServerApplication.class, "management.json");
  }

  @Bean
  JettySettings jettySettings(ErrandProperties properties) {
    return new JettySettings(properties.http());
  }

  @Bean
  AuditLog auditLog(DataFolder data) {
    return AuditLog.in(data.path());
  }

  @Bean
  FilterRegistrationBean<EmptyBody> emptyBody() {
    FilterRegistrationBean<EmptyBody> filter = new FilterRegistrationBean<>(new EmptyBody());
    filter.setUrlPatterns(List.of("/actuator/*"));
    return filter;
  }

  @Bean
  FilterRegistrationBean<PlainPath> plainPath() {
    FilterRegistrationBean<PlainPath> filter = new FilterRegistrationBean<>(new PlainPath());
    filter.setUrlPatterns(List.of("/actuator/*"));
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
    return filter;
  }

  /** Behind the one that protects a server without accounts. */
  @Bean
  FilterRegistrationBean<ManagementFilter> management(Principals principals) {
    FilterRegistrationBean<ManagementFilter> filter =
        new FilterRegistrationBean<>(new ManagementFilter(principals));
    filter.setUrlPatterns(List.of("/actuator/*"));
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 2);
    return filter;
  }
}
