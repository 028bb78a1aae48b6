// SPDX-License-Identifier: Apache-2.0
package dev.errand.operation;

/**
 * What programs that choose operations by themselves are told of one, such as agents. Hints for
 * callers: nothing here is a right, and the engine treats no task differently for it.
 *
 * @param offered whether it is meant for them at all, where the server does not say
 * @param readOnly whether it changes nothing that outlives its task
 * @param destructive whether it may take away or overwrite what was there
 * @param repeatable whether doing it again with the same inputs changes nothing more
 * @param openWorld whether it deals with what is not this server's, such as other web sites
 * @param pace how long it usually takes
 */
public record Hints(
    boolean offered,
    boolean readOnly,
    boolean destructive,
    boolean repeatable,
    boolean openWorld,
    Pace pace) {

  /** How long tasks of an operation usually take, where that is known beforehand. */
  public enum Pace {
    /** What its tasks of late took. */
    AS_SEEN,
    /** A caller can wait for it. */
    QUICK,
    /** No caller should wait for it that can do something else meanwhile. */
    LONG
  }

  /** Not offered, and to be feared as long as nothing is known: it may destroy, and reach far. */
  public static final Hints NONE = new Hints(false, false, true, false, true, Pace.AS_SEEN);

  /** Offered; changes nothing, so that it can be repeated, and stays on this server. */
  public static Hints reading() {
    return new Hints(true, true, false, true, false, Pace.AS_SEEN);
  }

  /** Offered; adds something and takes nothing away; stays on this server. */
  public static Hints adding() {
    return new Hints(true, false, false, false, false, Pace.AS_SEEN);
  }

  /** Offered; may take away or overwrite what was there; stays on this server. */
  public static Hints changing() {
    return new Hints(true, false, true, false, false, Pace.AS_SEEN);
  }

  /** The same for what does nothing more when it is done again with the same inputs. */
  public Hints repeatably() {
    return new Hints(offered, readOnly, destructive, true, openWorld, pace);
  }

  /** The same for what deals with more than this server. */
  public Hints reachingOut() {
    return new Hints(offered, readOnly, destructive, repeatable, true, pace);
  }

  /** The same at another pace. */
  public Hints pace(Pace other) {
    return new Hints(offered, readOnly, destructive, repeatable, openWorld, other);
  }

  /** The same without being offered, unless the server says so. */
  public Hints unoffered() {
    return new Hints(false, readOnly, destructive, repeatable, openWorld, pace);
  }
}
