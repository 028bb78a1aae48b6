// SPDX-License-Identifier: Apache-2.0
package dev.errand.spring;

import dev.errand.postgres.PostgresSettings;
import dev.errand.postgres.PostgresSettings.Login;
import dev.errand.task.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.springframework.core.env.PropertyResolver;

/**
 * How to get at a database, as the settings {@code errand.store*} say. Needs the artifact {@code
 * errand-postgres}.
 *
 * @param url {@code errand.store}
 * @param user {@code errand.store-user}
 * @param password {@code errand.store-password}
 * @param passwordFile {@code errand.store-password-file}, which goes before the password
 */
public record StoreAccess(
    String url, Optional<String> user, Optional<String> password, Optional<Path> passwordFile) {

  /** What the properties say; empty if tasks are kept in the data folder. */
  public static Optional<StoreAccess> in(ErrandProperties properties) {
    return Optional.ofNullable(properties.store())
        .map(url ->
            new StoreAccess(
                url,
                Optional.ofNullable(properties.storeUser()),
                Optional.ofNullable(properties.storePassword()).map(ErrandProperties.Secret::text),
                Optional.ofNullable(properties.storePasswordFile())));
  }

  /**
   * The settings of the store that the properties name.
   *
   * @throws StoreException as {@link #settings()}
   */
  public static PostgresSettings settings(ErrandProperties properties) {
    ErrandProperties.Postgres postgres = properties.postgres();
    return in(properties)
        .orElseThrow()
        .settings()
        .readers(postgres.readers())
        .lease(postgres.lease())
        .listens(postgres.listens())
        .patience(postgres.patience());
  }

  /** The same before there are properties. */
  public static Optional<StoreAccess> in(PropertyResolver environment) {
    return property(environment, "errand.store")
        .map(url ->
            new StoreAccess(
                url,
                property(environment, "errand.store-user"),
                property(environment, "errand.store-password"),
                property(environment, "errand.store-password-file").map(Path::of)));
  }

  private static Optional<String> property(PropertyResolver environment, String key) {
    return Optional.ofNullable(environment.getProperty(key));
  }

  /**
   * The settings of the store.
   *
   * @throws StoreException if something of this makes no sense or cannot be read; the message shows
   *     no password
   */
  public PostgresSettings settings() {
    Optional<String> secret = passwordFile.isPresent() ? passwordFile.map(this::read) : password;
    if (secret.isPresent() && user.isEmpty()) {
      throw new StoreException("errand.store-password needs errand.store-user");
    }
    try {
      PostgresSettings settings = PostgresSettings.of(url);
      return user.map(name -> settings.login(new Login(name, secret.orElse("")))).orElse(settings);
    } catch (IllegalArgumentException e) {
      throw new StoreException(
          "errand.store: "
              + e.getMessage()
              + ". The password goes into the environment (ERRAND_STORE_PASSWORD), the setting"
              + " errand.store-password or a file (errand.store-password-file).",
          e);
    }
  }

  private String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new StoreException("errand.store-password-file: cannot read " + file, e);
    }
  }

  /** Never shows the password. */
  @Override
  public String toString() {
    return "StoreAccess[user=" + user.orElse("") + "]";
  }
}
