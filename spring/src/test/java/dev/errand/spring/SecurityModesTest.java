// SPDX-License-Identifier: Apache-2.0
package dev.errand.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errand.access.Account;
import dev.errand.access.Accounts;
import dev.errand.access.Directory;
import dev.errand.access.Group;
import dev.errand.access.PasswordHashes;
import dev.errand.task.Role;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.Principal;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Who may come in to an application with the starter. */
class SecurityModesTest {

  @TempDir private Path data;

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Plain {}

  /** Logs callers in by a header, and has a directory of its own. */
  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class WithUsers {

    @Bean
    Filter logIn() {
      return (request, response, chain) ->
          chain.doFilter(new Known((HttpServletRequest) request), response);
    }

    @Bean
    Directory directory() {
      return new Boss();
    }
  }

  private static final class Known extends HttpServletRequestWrapper {
    Known(HttpServletRequest request) {
      super(request);
    }

    @Override
    @SuppressWarnings("NullAway") // the servlet API says that there may be nobody
    public Principal getUserPrincipal() {
      String user = getHeader("X-User");
      return user == null ? null : () -> user;
    }
  }

  /** Knows one administrator. */
  private record Boss() implements Directory {
    @Override
    public boolean hasAccounts() {
      return true;
    }

    @Override
    public Optional<Account> account(String name) {
      return name.equals("boss") ? account(1) : Optional.empty();
    }

    @Override
    public Optional<Account> account(long id) {
      return Optional.of(new Account(id, "boss", true));
    }

    @Override
    public Map<Long, Role> roles(String account) {
      return Map.of();
    }

    @Override
    public Optional<Group> group(String name) {
      return Optional.empty();
    }

    @Override
    public Optional<Group> group(long id) {
      return Optional.empty();
    }
  }

  @Test
  void byDefaultNobodyComesInWhomTheApplicationDoesNotKnow() throws Exception {
    try (ConfigurableApplicationContext context = start(Plain.class)) {
      HttpResponse<String> answer = get(context);

      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
      assertThat(answer.headers().firstValue("Content-Security-Policy")).isPresent();
    }
  }

  @Test
  void theApplicationsUsersComeIn() throws Exception {
    try (ConfigurableApplicationContext context = start(WithUsers.class)) {
      assertThat(get(context).statusCode()).isEqualTo(401);
      assertThat(get(context, "X-User", "jjones").statusCode()).isEqualTo(200);
      assertThat(context.getBeansOfType(Accounts.class)).isEmpty();
    }
  }

  @Test
  void openIsForEverybody() throws Exception {
    try (ConfigurableApplicationContext context =
        start(Plain.class, "--errand.security.mode=open")) {
      assertThat(get(context).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void accountsAreKeptInTheDataFolder() throws Exception {
    try (ConfigurableApplicationContext context =
        start(Plain.class, "--errand.security.mode=accounts")) {
      assertThat(get(context).statusCode()).as("no account yet").isEqualTo(200);
      assertThat(get(context, "Sec-Fetch-Site", "cross-site").statusCode()).isEqualTo(403);

      Accounts accounts = context.getBean(Accounts.class);
      accounts.add("jjones", context.getBean(PasswordHashes.class).hash("secret"), false);

      assertThat(get(context).statusCode()).isEqualTo(401);
      String basic =
          Base64.getEncoder().encodeToString("jjones:secret".getBytes(StandardCharsets.UTF_8));
      assertThat(get(context, "Authorization", "Basic " + basic).statusCode()).isEqualTo(200);
      assertThat(data.resolve("session.key")).exists();
    }
  }

  @Test
  void anIssuerNeedsTheModeAccounts() {
    assertThatThrownBy(
            () -> start(Plain.class, "--errand.security.oidc.issuer=https://id.example.org"))
        .hasStackTraceContaining("needs errand.security.mode=accounts");
  }

  private ConfigurableApplicationContext start(Class<?> application, String... more) {
    List<String> settings =
        new ArrayList<>(
            List.of(
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--spring.main.banner-mode=off",
                "--logging.level.root=warn",
                "--errand.data=" + data));
    settings.addAll(List.of(more));
    return SpringApplication.run(application, settings.toArray(String[]::new));
  }

  private static HttpResponse<String> get(ConfigurableApplicationContext context, String... headers)
      throws IOException, InterruptedException {
    String port = context.getEnvironment().getRequiredProperty("local.server.port");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/errand/tasks"));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
  }
}
