// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import dev.errand.access.GuardedTokens;
import dev.errand.access.NewToken;
import dev.errand.access.Tokens;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes, lists and revokes tokens of a user. */
@Command(
    name = "token",
    description = "Makes a token for a user and prints it, once; or lists or revokes tokens.",
    mixinStandardHelpOptions = true)
final class UserTokenCommand implements Callable<Integer> {

  @Parameters(paramLabel = "NAME", description = "The user.")
  private String name = "";

  @ArgGroup(multiplicity = "0..1")
  private Asked asked = new Asked();

  @Mixin private AccountsOption folder = new AccountsOption();

  /** One of three things. */
  static final class Asked {

    @Option(names = "--list", required = true, description = "List the tokens that are valid.")
    private boolean list;

    @Option(
        names = "--revoke",
        required = true,
        paramLabel = "ID",
        description = "Make a token invalid.")
    private @Nullable String revoked;

    @ArgGroup(exclusive = false)
    private Wanted wanted = new Wanted();
  }

  /** What a new token shall be like. */
  static final class Wanted {

    @Option(names = "--label", paramLabel = "TEXT", description = "What it is for.")
    private String label = "";

    @Option(
        names = "--days",
        paramLabel = "N",
        description = "How long it is valid. Default: 90 days.")
    private int days = (int) GuardedTokens.USUAL_VALIDITY.toDays();
  }

  @Override
  public Integer call() throws Exception {
    return folder.inExisting(accounts -> {
      GuardedTokens tokens = accounts.tokens();
      if (asked.list) {
        list(tokens);
      } else if (asked.revoked != null) {
        revoke(tokens, asked.revoked);
      } else {
        add(tokens, asked.wanted);
      }
    });
  }

  private void add(GuardedTokens tokens, Wanted wanted) {
    NewToken added = tokens.add(name, wanted.label, Duration.ofDays(wanted.days));
    System.err.printf(
        "errand: token %s of %s, valid until %s; it is shown this once, so keep it safe%n",
        added.token().id(), added.token().account(), shown(added.token().expires()));
    System.out.println(added.secret().text());
  }

  private void list(GuardedTokens tokens) {
    Columns columns = new Columns("ID", "CREATED", "EXPIRES", "LABEL");
    for (Tokens.Token token : tokens.of(name)) {
      columns.row(token.id(), shown(token.created()), shown(token.expires()), token.label());
    }
    columns.print(System.out);
  }

  private void revoke(GuardedTokens tokens, String id) {
    if (!tokens.revoke(name, id)) {
      throw new Refusal("%s has no token '%s'; --list shows which there are".formatted(name, id));
    }
    System.out.printf("revoked token %s of %s%n", id, name);
  }

  private static String shown(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
