// SPDX-License-Identifier: Apache-2.0
package dev.errand.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.access.Accounts;
import dev.errand.access.NameInUseException;
import dev.errand.access.TokenSecret;
import dev.errand.access.Tokens.Token;
import dev.errand.task.Role;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

abstract class SharedAccountsTests extends AccountsTests {

  SharedAccountsTests(Supplier<Accounts> medium) {
    super(medium);
  }

  @Test
  void whatOneChangesTheOtherSeesSoon() {
    Accounts other = open();
    assertThat(other.hasAccounts()).isFalse();
    assertThat(other.principal("ann")).isEmpty();
    assertThat(other.group("team")).isEmpty();
    String digest = TokenSecret.fresh().sha256();
    assertThat(other.tokens().find(digest)).isEmpty();

    long ann = accounts.add("ann", HASH, false).id();
    long group = group("team").id();
    accounts.setRole(group, "ann", Role.MANAGER);
    accounts.tokens().add(new Token("1", "ann", "", Instant.EPOCH, Instant.EPOCH), digest);

    assertSoon("the token", () -> other.tokens().find(digest).isPresent());
    assertThat(other.hasAccounts()).isTrue();
    assertThat(other.account(ann)).isPresent();
    assertThat(other.group("team")).isPresent();
    assertThat(other.roles("ann")).containsEntry(group, Role.MANAGER);
    accounts.remove("ann");
    assertSoon("the removal", () -> other.principal("ann").isEmpty());
    assertThat(other.tokens().find(digest)).isEmpty();
  }

  @Test
  void thereIsStillEverythingAfterOthersClosed() throws Exception {
    Accounts other = open();
    long ann = other.add("ann", HASH, true).id();
    if (other instanceof AutoCloseable closeable) {
      closeable.close();
    }

    assertThat(open().account("ann").orElseThrow().id()).isEqualTo(ann);
  }

  @Test
  void manyAtOnceLoseNothingAndOneNameGoesToOne() {
    List<Accounts> all = List.of(accounts, open(), open());
    AtomicInteger won = new AtomicInteger();
    try (ExecutorService threads = Executors.newFixedThreadPool(all.size())) {
      List<CompletableFuture<Void>> adding = new ArrayList<>();
      for (int i = 0; i < all.size(); i++) {
        Accounts one = all.get(i);
        String own = "own" + i;
        adding.add(CompletableFuture.runAsync(() -> race(one, own, won), threads));
      }
      CompletableFuture.allOf(adding.toArray(CompletableFuture[]::new)).join();
    }

    assertThat(won).hasValue(50);
    assertThat(accounts.accounts()).hasSize(50 + 3 * 50).doesNotHaveDuplicates();
    assertThat(accounts.accounts()).extracting(account -> account.id()).doesNotHaveDuplicates();
  }

  private static void race(Accounts accounts, String own, AtomicInteger won) {
    for (int i = 0; i < 50; i++) {
      accounts.add(own + "-" + i, HASH, false);
      try {
        accounts.add("same-" + i, HASH, false);
        won.incrementAndGet();
      } catch (NameInUseException lost) {
        assertThat(lost).hasMessageContaining("same-" + i);
      }
    }
  }

  @Test
  void aReaderNeverSeesLessThanWasAnsweredHere() {
    AtomicInteger added = new AtomicInteger();
    AtomicBoolean done = new AtomicBoolean();
    try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
      List<CompletableFuture<Void>> reading = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        reading.add(CompletableFuture.runAsync(() -> follow(added, done), threads));
      }
      CompletableFuture<Void> adding = CompletableFuture.runAsync(() -> add(added, done), threads);
      adding.join();
      CompletableFuture.allOf(reading.toArray(CompletableFuture[]::new)).join();
    }
  }

  private void add(AtomicInteger added, AtomicBoolean done) {
    try {
      for (int i = 1; i <= 200; i++) {
        accounts.add("user" + i, HASH, false);
        added.set(i);
      }
    } finally {
      done.set(true);
    }
  }

  /** Asks for the newest and the next one, so that the answer that there is none is remembered. */
  private void follow(AtomicInteger added, AtomicBoolean done) {
    while (!done.get()) {
      int newest = added.get();
      if (newest > 0) {
        assertThat(accounts.account("user" + newest)).as("user%d", newest).isPresent();
      }
      accounts.account("user" + (newest + 1));
    }
  }
}
