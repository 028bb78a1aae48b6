// SPDX-License-Identifier: Apache-2.0
package dev.errand.spring;

import dev.errand.access.Accounts;
import dev.errand.access.Directory;
import dev.errand.access.PasswordHashes;
import dev.errand.access.Secrets;
import dev.errand.access.SessionEndings;
import dev.errand.http.HttpSettings;
import dev.errand.http.LocalOnlyFilter;
import dev.errand.pageseeder.LogInRoutes;
import dev.errand.security.AccountPrincipals;
import dev.errand.security.EndedSessions;
import dev.errand.security.IssuedTokens;
import dev.errand.security.LogIn;
import dev.errand.security.OAuthTokenRoutes;
import dev.errand.security.OidcSettings;
import dev.errand.security.PasswordSessions;
import dev.errand.security.SessionCookies;
import dev.errand.security.SignedSessions;
import dev.errand.security.SpringPasswordHashes;
import dev.errand.sqlite.SqliteAccounts;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;

/**
 * The mode {@link SecurityMode#ACCOUNTS}: the {@link Accounts} bean of the application, or else
 * accounts in {@code errand.data}, and all ways to log in to them.
 */
@AutoConfiguration(after = ErrandAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(AccountPrincipals.class)
@ConditionalOnProperty(prefix = "errand.security", name = "mode", havingValue = "accounts")
public class ErrandAccountsAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean(Directory.class)
  SqliteAccounts errandAccounts(ErrandProperties properties) {
    return SqliteAccounts.in(properties.data());
  }

  @Bean
  @ConditionalOnMissingBean
  PasswordHashes errandPasswordHashes() {
    return new SpringPasswordHashes();
  }

  @Bean
  LogIn errandLogIn(Accounts accounts, PasswordHashes hashes, ErrandClock clock) {
    return new LogIn(accounts, hashes, clock, System::nanoTime);
  }

  @Bean
  @ConditionalOnMissingBean(SessionEndings.class)
  EndedSessions errandEndedSessions(ErrandProperties properties) {
    return EndedSessions.in(properties.data(), InstantSource.system());
  }

  @Bean
  SessionCookies errandSessions(
      Accounts accounts,
      Secrets secrets,
      SessionEndings ended,
      ErrandClock clock,
      ErrandProperties properties,
      HttpSettings settings) {
    return new SessionCookies(
        new SignedSessions(accounts, secrets, ended, properties.security().sessionLife(), clock),
        settings);
  }

  @Bean
  AccountPrincipals errandAccountPrincipals(
      Accounts accounts,
      LogIn logIn,
      SessionCookies sessions,
      ErrandProperties properties,
      HttpSettings settings) {
    Optional<IssuedTokens> issued =
        Optional.ofNullable(properties.security().oidc())
            .map(oidc -> new IssuedTokens(accounts, settings(oidc), Clock.systemUTC()));
    return new AccountPrincipals(accounts, logIn, sessions, issued, settings);
  }

  private static OidcSettings settings(ErrandProperties.Oidc oidc) {
    return new OidcSettings(
        oidc.issuer(),
        Optional.ofNullable(oidc.jwkSetUri()),
        Optional.ofNullable(oidc.audience()),
        oidc.nameClaim(),
        oidc.rolesClaim(),
        Optional.ofNullable(oidc.administratorRole()));
  }

  @Bean
  LogInRoutes errandLogInRoutes(Accounts accounts, LogIn logIn, SessionCookies sessions) {
    return new LogInRoutes(new PasswordSessions(accounts, logIn, sessions));
  }

  @Bean
  OAuthTokenRoutes errandTokenRoutes(Accounts accounts, LogIn logIn, ErrandClock clock) {
    return new OAuthTokenRoutes(accounts, logIn, clock);
  }

  /**
   * As long as nobody is asked who they are; a little behind the headers, which all answers have.
   */
  @Bean
  FilterRegistrationBean<LocalOnlyFilter> errandLocalOnly(
      AccountPrincipals principals, ErrandProperties properties) {
    FilterRegistrationBean<LocalOnlyFilter> filter =
        new FilterRegistrationBean<>(new LocalOnlyFilter(principals::isOpen));
    filter.setUrlPatterns(List.of(properties.http().mapping()));
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
    return filter;
  }
}
