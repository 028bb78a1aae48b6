// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.groups;

import dev.errand.operation.Operation;
import dev.errand.operation.OperationSpec;
import dev.errand.operation.Recovery;
import dev.errand.operation.TaskContext;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * An operation that relocates. Its first attempt begins, and the next go on with what that began.
 * Where one fails or is cancelled, it puts everything back; where the server stops, it leaves the
 * rest to the next one.
 */
abstract class RelocatingOperation<I extends Record> implements Operation<I, Relocated> {

  private final GroupKeeping keeping;
  private final OperationSpec<I, Relocated> spec;

  RelocatingOperation(GroupKeeping keeping, OperationSpec<I, Relocated> spec) {
    this.keeping = keeping;
    this.spec = spec.recovery(Recovery.RETRY);
  }

  final GroupKeeping keeping() {
    return keeping;
  }

  /** The id of the group whose tasks follow each other. */
  abstract long groupOf(I inputs);

  /**
   * What is to move, as things are now.
   *
   * @throws GroupRefusedException if it cannot be, whatever else happens until then
   */
  abstract RelocationPlan plan(I inputs);

  @Override
  public final OperationSpec<I, Relocated> spec() {
    return spec;
  }

  @Override
  public final String describe(I inputs) {
    return plan(inputs).title();
  }

  @Override
  public final Optional<String> orderingKey(I inputs) {
    return Optional.of(GroupOrder.key(groupOf(inputs)));
  }

  @Override
  public final OptionalLong group(I inputs) {
    return OptionalLong.of(groupOf(inputs));
  }

  /**
   * {@inheritDoc}
   *
   * @throws GroupRefusedException if it cannot be done
   */
  @Override
  public void check(I inputs) {
    plan(inputs).check();
  }

  @Override
  public final Relocated run(I inputs, TaskContext context) throws Exception {
    // An interrupt would break off writes to the disk; cancels are asked for between steps.
    return context.uninterrupted(() -> {
      putOthersBack(inputs, context);
      List<Place> turn = List.of(Place.turn(groupOf(inputs)));
      Optional<Relocation> done =
          work(context.task().key(), turn, context)
              .run(key -> plan(inputs).make(key), Waiting.of(context));
      if (done.isEmpty()) {
        context.info("All is at its place already");
      }
      return new Relocated(done.map(Relocation::total).orElse(0L));
    });
  }

  /** What a task of the same group left half done has ended, and so has a request most often. */
  private void putOthersBack(I inputs, TaskContext context) throws Exception {
    for (Relocation other : keeping.relocations().all()) {
      if (other.group() == groupOf(inputs) && !other.key().equals(context.task().key())) {
        work(other.key(), List.of(), context).putBack(Waiting.NOT);
      }
    }
  }

  private RelocationWork work(UUID key, List<Place> turn, TaskContext context) {
    return new RelocationWork(keeping, key, turn, new RelocationProgress(context));
  }
}
