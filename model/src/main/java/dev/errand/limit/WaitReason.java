// SPDX-License-Identifier: Apache-2.0
package dev.errand.limit;

import java.time.Instant;

/** Why a task waits. */
public sealed interface WaitReason {

  /** For programs. */
  String code();

  /** For people, without a full stop. */
  String text();

  /** An attempt failed, and the next is due then. */
  record NextAttempt(Instant time) implements WaitReason {
    @Override
    public String code() {
      return "next-attempt";
    }

    @Override
    public String text() {
      return "next attempt at " + time;
    }
  }

  /** It is not to start before that time. */
  record NotBefore(Instant time) implements WaitReason {
    @Override
    public String code() {
      return "not-before";
    }

    @Override
    public String text() {
      return "not before " + time;
    }
  }

  /** It asks, and begins again with the answers. */
  record Unanswered(int questions) implements WaitReason {
    @Override
    public String code() {
      return "answer";
    }

    @Override
    public String text() {
      return questions == 1
          ? "a question has no answer yet"
          : questions + " questions have no answer yet";
    }
  }

  /** An earlier task that works on the same has not ended. */
  record Order() implements WaitReason {
    @Override
    public String code() {
      return "order";
    }

    @Override
    public String text() {
      return "an earlier task on the same has not ended";
    }
  }

  /** The server that was asked cannot run it. */
  record Away(String operation) implements WaitReason {
    @Override
    public String code() {
      return "operation-away";
    }

    @Override
    public String text() {
      return "operation " + operation + " is not here";
    }
  }

  /** A limit, or a pause. */
  record Bounded(Bound bound) implements WaitReason {
    @Override
    public String code() {
      return switch (bound) {
        case Bound.Paused _ -> "paused";
        case Bound.AtLimit _ -> "limit";
      };
    }

    @Override
    public String text() {
      return switch (bound) {
        case Bound.Paused(String operation) -> "operation " + operation + " is paused";
        case Bound.AtLimit(Scope scope, long limit, boolean node) ->
            "limit of %s: %d may run at once%s"
                .formatted(scope.shown(), limit, node ? " on a server" : "");
      };
    }
  }

  /**
   * Others have their turn.
   *
   * @param running how many run of the share
   * @param ahead how many come before it by order alone
   */
  record Share(long running, long ahead) implements WaitReason {
    @Override
    public String code() {
      return "share";
    }

    @Override
    public String text() {
      return "your share: %d of yours run, others have their turn".formatted(running);
    }
  }

  /**
   * No worker is free, or it is about to start.
   *
   * @param ahead how many come before it
   * @param more whether there may be more than that
   */
  record Workers(long ahead, boolean more) implements WaitReason {
    @Override
    public String code() {
      return "workers";
    }

    @Override
    public String text() {
      return ahead == 0
          ? "workers busy, next in turn"
          : "workers busy, %s%d ahead".formatted(more ? "more than " : "", ahead);
    }
  }
}
