// SPDX-License-Identifier: Apache-2.0
package dev.errand.store;

/**
 * What a store that several nodes share tells the engine of this one. Events may come late, twice,
 * or after their cause is gone; none is lost for longer than the store's slow polling takes.
 */
public sealed interface StoreEvent {

  /** Another node may have left tasks to claim. */
  record WorkWaits() implements StoreEvent {}

  /** Operators may have said something of limits at another node. */
  record LimitsChanged() implements StoreEvent {}

  /** Another node was asked to cancel a task, which may be running here. */
  record CancelRequested(long number) implements StoreEvent {}

  /** Another node may have taken answers to what a task asks that may be running here. */
  record QuestionsAnswered(long number) implements StoreEvent {}

  /** Another node may be gone: {@link TaskReads#lost()} tells what this one has taken over. */
  record AttemptsLost() implements StoreEvent {}

  /**
   * This node could not renew its lease and must stop its attempts now: soon another node may take
   * over what they work on. Nothing is claimed until the lease is renewed.
   */
  record LeaseEnds() implements StoreEvent {}

  /**
   * This node has a lease again, and is registered with the operations that it claimed before; if
   * others are to be claimed, they have to be {@linkplain Store#register registered} again.
   */
  record RegisteredAnew() implements StoreEvent {}

  WorkWaits WORK_WAITS = new WorkWaits();
  LimitsChanged LIMITS_CHANGED = new LimitsChanged();
  AttemptsLost ATTEMPTS_LOST = new AttemptsLost();
  LeaseEnds LEASE_ENDS = new LeaseEnds();
  RegisteredAnew REGISTERED_ANEW = new RegisteredAnew();
}
