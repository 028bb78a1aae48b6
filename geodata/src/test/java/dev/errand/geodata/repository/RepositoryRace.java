// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.repository;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What one of several processes does to a repository while others do the same. */
final class RepositoryRace {

  /** A busy machine must not make them give up. */
  static final RepositorySettings SETTINGS =
      RepositorySettings.by(Clock.systemUTC()).patience(Duration.ofMinutes(1));

  private static final int ROUNDS = 15;

  private final Repository repository;
  private final List<String> acknowledged = new ArrayList<>();

  private RepositoryRace(Repository repository) {
    this.repository = repository;
  }

  /** Commits, transactions that end or are cancelled, and openings, which sweep. */
  static List<String> run(Path root, Repository repository, String who) throws IOException {
    RepositoryRace race = new RepositoryRace(repository);
    for (int i = 0; i < ROUNDS; i++) {
      String content = who + i;
      switch (i % 3) {
        case 0 -> race.commit(content);
        case 1 -> race.transaction(content, i % 2 == 0);
        default -> Repositories.open(root, Clock.systemUTC()).close();
      }
    }
    return race.acknowledged;
  }

  private void commit(String content) throws IOException {
    try {
      acknowledged.add(RepositoriesTest.commit(repository, content).id());
    } catch (HeadMovedException refused) {
      repository.transactions().endAbandoned();
    }
  }

  private void transaction(String content, boolean thrownAway) throws IOException {
    UUID id = repository.transactions().begin(Optional.empty()).id();
    List<String> inside = new ArrayList<>();
    try (Transactions.Stay stay = repository.transactions().stay(Optional.of(id))) {
      inside.add(TransactionsTest.commit(repository, id, content).id());
      inside.add(TransactionsTest.commit(repository, id, content + "more").id());
    }
    if (thrownAway) {
      repository.transactions().cancel(id);
      return;
    }
    try {
      repository.transactions().end(id);
      acknowledged.addAll(inside);
    } catch (TransactionRefusedException conflict) {
      repository.transactions().cancel(id);
    }
  }
}
