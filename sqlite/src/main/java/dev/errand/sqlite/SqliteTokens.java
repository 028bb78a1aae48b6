// SPDX-License-Identifier: Apache-2.0
package dev.errand.sqlite;

import dev.errand.access.Account;
import dev.errand.access.Tokens;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The tokens in the file. */
final class SqliteTokens implements Tokens {

  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  private final AccountFile file;
  private final RecentAnswers<String, Optional<Token>> byDigest;

  SqliteTokens(AccountFile file) {
    this.file = file;
    this.byDigest =
        new RecentAnswers<>(
            file.generation(), sha256 -> file.ask(rows -> TokenRows.find(rows, sha256)));
  }

  @Override
  public void add(Token token, String sha256) {
    if (!DIGEST.matcher(sha256).matches()) {
      throw new IllegalArgumentException("a digest has 64 lower-case hexadecimal digits");
    }
    String account = Account.normalised(token.account());
    file.change(rows -> {
      TokenRows.insert(rows, token, account, sha256);
      return true;
    });
  }

  @Override
  public Optional<Token> find(String sha256) {
    return DIGEST.matcher(sha256).matches() ? byDigest.to(sha256) : Optional.empty();
  }

  @Override
  public List<Token> of(String account) {
    return file.ask(rows -> TokenRows.of(rows, Account.normalised(account)));
  }

  @Override
  public boolean revoke(String account, String id) {
    return file.change(rows -> TokenRows.delete(rows, Account.normalised(account), id));
  }
}
