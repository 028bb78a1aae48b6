// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import dev.errand.postgres.PostgresAccounts;
import dev.errand.spring.StoreAccess;
import dev.errand.sqlite.SqliteAccounts;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/**
 * Looks at address and port before anything is built. A server that finds its port taken only after
 * its engine started would have begun tasks that it must end again at once.
 */
final class StartChecks implements ApplicationContextInitializer<ConfigurableApplicationContext> {

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    Environment environment = context.getEnvironment();
    InetAddress address = address(environment.getProperty("server.address", "127.0.0.1"));
    if (!address.isLoopbackAddress()) {
      requireAccounts(environment, address);
    }
    checkPort(address, Integer.parseInt(environment.getProperty("server.port", "8182").strip()));
  }

  /** Without an account, whoever reaches the address could do anything. */
  private static void requireAccounts(Environment environment, InetAddress address) {
    if (environment.containsProperty("errand.security.oidc.issuer")) {
      return;
    }
    Optional<StoreAccess> store = StoreAccess.in(environment);
    Path folder = Path.of(environment.getProperty("errand.data", "errand-data"));
    if (!(store.isPresent() ? hasAccounts(store.get()) : hasAccounts(folder))) {
      throw new Refusal(
          "will not listen on %s while there is no account, because whoever reaches it could do anything; add one: %s"
              .formatted(
                  address.getHostAddress(),
                  "./errand user add NAME --admin "
                      + store
                          .map(shared -> "--store '" + shared.url() + "'")
                          .orElseGet(() -> "--data " + ShellWord.of(folder))));
    }
  }

  private static boolean hasAccounts(StoreAccess store) {
    try (PostgresAccounts accounts = PostgresAccounts.at(store.settings())) {
      return accounts.hasAccounts();
    }
  }

  private static boolean hasAccounts(Path folder) {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (SqliteAccounts accounts = SqliteAccounts.in(folder)) {
      return accounts.hasAccounts();
    }
  }

  static String portInUse(int port) {
    return "port %d is in use; stop what uses it, or choose another with --port".formatted(port);
  }

  private static InetAddress address(String name) {
    try {
      return InetAddress.getByName(name);
    } catch (UnknownHostException e) {
      throw new Refusal("--host %s is no address of this machine".formatted(name), e);
    }
  }

  private static void checkPort(InetAddress address, int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, address)) {
      socket.getLocalPort();
    } catch (BindException e) {
      throw new Refusal(bindProblem(e, address, port), e);
    } catch (IOException e) {
      throw new Refusal("cannot listen on %s, port %d (%s)".formatted(address, port, e), e);
    }
  }

  private static String bindProblem(BindException e, InetAddress address, int port) {
    String reason = String.valueOf(e.getMessage());
    if (reason.contains("in use")) {
      return portInUse(port);
    }
    return "cannot listen on %s, port %d (%s); choose others with --host and --port"
        .formatted(address.getHostAddress(), port, reason);
  }
}
