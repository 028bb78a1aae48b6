// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import dev.errand.access.Account;
import dev.errand.access.Accounts;
import dev.errand.callback.Deliveries;
import dev.errand.document.Documents;
import dev.errand.postgres.PostgresAccounts;
import dev.errand.postgres.PostgresDeliveries;
import dev.errand.postgres.PostgresDocuments;
import dev.errand.postgres.PostgresSettings;
import dev.errand.postgres.PostgresStore;
import dev.errand.schedule.Schedule;
import dev.errand.sqlite.SqliteAccounts;
import dev.errand.sqlite.SqliteDeliveries;
import dev.errand.sqlite.SqliteDocuments;
import dev.errand.sqlite.SqliteStore;
import dev.errand.store.AttemptKey;
import dev.errand.store.AttemptRef;
import dev.errand.store.FolderOutputs;
import dev.errand.store.OutputStore;
import dev.errand.store.Store;
import dev.errand.task.Attempt;
import dev.errand.task.OpenOutput;
import dev.errand.task.Output;
import dev.errand.task.Page;
import dev.errand.task.Task;
import dev.errand.task.TaskFilter;
import dev.errand.task.TaskStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** All that callers can see of what a store keeps, as texts that compare. */
final class StoreView {

  private static final Set<String> OPERATIONS =
      Set.of("leave", "fail", "later", "stay", "again", "ask");
  private static final int MOST = 10_000;

  private final List<String> lines = new ArrayList<>();

  private StoreView() {}

  static List<String> of(Path folder) throws IOException {
    StoreView view = new StoreView();
    try (Store store = SqliteStore.in(folder);
        OutputStore files = new FolderOutputs(folder.resolve("outputs"));
        SqliteDeliveries deliveries = SqliteDeliveries.in(folder)) {
      store.open("viewer", OPERATIONS);
      view.tasks(store, files, deliveries);
    }
    try (SqliteAccounts accounts = SqliteAccounts.in(folder);
        SqliteDocuments documents = SqliteDocuments.in(folder)) {
      view.accounts(accounts);
      view.documents(documents);
    }
    return view.lines;
  }

  static List<String> of(PostgresSettings database) throws IOException {
    StoreView view = new StoreView();
    try (Store store = PostgresStore.at(database);
        PostgresDeliveries deliveries = PostgresDeliveries.at(database)) {
      store.open("viewer", OPERATIONS);
      try (OutputStore files = store.outputStore().orElseThrow()) {
        view.tasks(store, files, deliveries);
      }
    }
    try (PostgresAccounts accounts = PostgresAccounts.at(database);
        PostgresDocuments documents = PostgresDocuments.at(database)) {
      view.accounts(accounts);
      view.documents(documents);
    }
    return view.lines;
  }

  /** PostgreSQL keeps no NUL, in a task as anywhere. */
  private void add(Object... words) {
    lines.add(Arrays.toString(words).replace('\0', '\uFFFD'));
  }

  private void tasks(Store store, OutputStore files, Deliveries deliveries) throws IOException {
    for (Task task : store.list(TaskFilter.ALL, Page.oldest(MOST), Instant.EPOCH)) {
      long number = task.id().number();
      add("task", withoutEpoch(task));
      add("inputs", store.inputs(number));
      add("log", store.lastLine(number), store.log(number, 1, MOST));
      add("questions", store.questions().of(number));
      add("deliveries", deliveries.of(number));
      for (Output output : store.outputs(number)) {
        add("output", output, contents(files, AttemptKey.of(task), output));
      }
    }
    store.limits().rules().forEach(rule -> add("limit", rule));
    for (Schedule schedule : store.schedules().list(Optional.empty(), MOST)) {
      TaskFilter started = TaskFilter.ALL.schedule(schedule.id());
      add("schedule", schedule, store.schedules().inputs(schedule.id()));
      add("started", store.list(started, Page.oldest(MOST), Instant.EPOCH).size());
    }
    add("running", store.held().join().stream().map(AttemptRef::number).sorted().toList());
    add("counts", store.counts().stream().map(Object::toString).sorted().toList());
  }

  /** Whoever opens a shared store takes over what was running, which gives it another epoch. */
  private static Task withoutEpoch(Task task) {
    if (task.status() != TaskStatus.RUNNING) {
      return task;
    }
    Attempt attempt = task.attempt();
    return new Task(
        task.id(),
        task.submission(),
        task.status(),
        new Attempt(attempt.number(), attempt.spared(), 0, attempt.node()),
        task.cancelRequest(),
        task.progress(),
        task.remark(),
        task.outcome(),
        task.times());
  }

  private static int contents(OutputStore files, AttemptKey attempt, Output output)
      throws IOException {
    Optional<OpenOutput> open = files.open(attempt, output);
    if (open.isEmpty()) {
      return 0;
    }
    try (OpenOutput file = open.get()) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      file.copyTo(bytes, 0, output.size());
      return Arrays.hashCode(bytes.toByteArray());
    }
  }

  private void accounts(Accounts accounts) {
    for (Account account : accounts.accounts()) {
      String name = account.name();
      add("account", account, accounts.passwordHash(name), accounts.roles(name));
      add("tokens", accounts.tokens().of(name), accounts.tokens().find("ab".repeat(32)));
    }
    accounts.groups().forEach(group -> add("group", group, accounts.members(group.id())));
  }

  private void documents(Documents documents) {
    documents.below(7, "", "", MOST).forEach(document -> add("document", document));
  }
}
