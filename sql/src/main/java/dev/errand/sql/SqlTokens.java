// SPDX-License-Identifier: Apache-2.0
package dev.errand.sql;

import dev.errand.access.Account;
import dev.errand.access.Tokens;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Tokens, of which each is looked up by its digest. */
final class SqlTokens implements Tokens {

  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  private final AccountTables tables;
  private final RecentAnswers<String, Optional<Token>> byDigest;

  SqlTokens(AccountTables tables) {
    this.tables = tables;
    this.byDigest = tables.remembered(TokenRows::find);
  }

  @Override
  public void add(Token token, String sha256) {
    if (!DIGEST.matcher(sha256).matches()) {
      throw new IllegalArgumentException("a digest has 64 lower-case hexadecimal digits");
    }
    String account = Account.normalised(token.account());
    tables.change(rows -> {
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
    return tables.ask(rows -> TokenRows.of(rows, Account.normalised(account)));
  }

  @Override
  public boolean revoke(String account, String id) {
    return tables.change(rows -> TokenRows.delete(rows, Account.normalised(account), id));
  }
}
