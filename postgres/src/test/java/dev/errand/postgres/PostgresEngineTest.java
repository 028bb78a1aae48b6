// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.store.Store;
import dev.errand.testkit.EngineAheadContract;
import dev.errand.testkit.EngineAskContract;
import dev.errand.testkit.EngineAskTimeContract;
import dev.errand.testkit.EngineCancelContract;
import dev.errand.testkit.EngineControlContract;
import dev.errand.testkit.EngineEstimateContract;
import dev.errand.testkit.EngineExchangeContract;
import dev.errand.testkit.EngineLimitContract;
import dev.errand.testkit.EngineNotBegunContract;
import dev.errand.testkit.EngineOptionsContract;
import dev.errand.testkit.EngineRaceContract;
import dev.errand.testkit.EngineRecordContract;
import dev.errand.testkit.EngineReleaseContract;
import dev.errand.testkit.EngineRepeatContract;
import dev.errand.testkit.EngineRetentionContract;
import dev.errand.testkit.EngineRetryContract;
import dev.errand.testkit.EngineRunContract;
import dev.errand.testkit.EngineScheduleContract;
import dev.errand.testkit.EngineStopContract;
import dev.errand.testkit.EngineTimeLimitContract;
import dev.errand.testkit.EngineWatchContract;
import dev.errand.testkit.GuardContract;
import dev.errand.testkit.GuardedStartContract;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;

/** The engine on the shared store. */
class PostgresEngineTest {

  private final FolderDatabases databases = new FolderDatabases();

  @Nested
  class Run extends EngineRunContract {
    @Override
    protected Store store(Path folder) {
      return databases.store(folder);
    }
  }

  @Nested
  class Cancel extends EngineCancelContract {
    @Override
    protected Store store(Path folder) {
      return databases.store(folder);
    }
  }

  @Nested
  class Options extends EngineOptionsContract {
    @Override
    protected Store store(Path folder) {
      return databases.store(folder);
    }
  }

  @Nested
  class Controlling extends EngineControlContract {
    @Override
    protected Store store(Path folder) {
      return databases.store(folder);
    }
  }

  @Nested
  class TimeLimits extends EngineTimeLimitContract {
    @Override
    protected Store store(Path folder) {
      return databases.store(folder);
    }
  }

  @Nested
  class Retrying extends EngineRetryContract {
    @Override
    protected Store store(Path folder) {
      return databases.store(folder);
    }
  }

  @Nested
  class Asking extends EngineAskContract {
    @Override
    protected Store store(Path folder) {
      return databases.store(folder);
    }
  }

  @Nested
  class AskingAndTime extends EngineAskTimeContract {
    @Override
    protected Store store(Path folder) {
      return databases.store(folder);
    }
  }

  @Nested
  class Limiting extends EngineLimitContract {
    @Override
    protected Store store(Path folder) {
      return databases.store(folder);
    }
  }

  @Nested
  class Exchanging extends EngineExchangeContract {
    @Override
    protected Store store(Path folder) {
      return databases.store(folder);
    }
  }

  @Nested
  class Stop extends EngineStopContract {
    @Override
    protected Store store(Path folder) {
      return databases.store(folder);
    }
  }

  @Nested
  class Release extends EngineReleaseContract {
    @Override
    protected Store store(Path folder) {
      return databases.store(folder);
    }
  }

  @Nested
  class Guard extends GuardContract {
    @Override
    protected Store store(Path folder) {
      return databases.store(folder);
    }
  }

  @Nested
  class GuardedStart extends GuardedStartContract {
    @Override
    protected Store store(Path folder) {
      return databases.store(folder);
    }
  }

  @Nested
  class Record extends EngineRecordContract {
    @Override
    protected Store store(Path folder) {
      return databases.store(folder);
    }
  }

  @Nested
  class Retention extends EngineRetentionContract {
    @Override
    protected Store store(Path folder) {
      return databases.store(folder);
    }
  }

  @Nested
  class Repeat extends EngineRepeatContract {
    @Override
    protected Store store(Path folder) {
      return databases.store(folder);
    }
  }

  @Nested
  class Watch extends EngineWatchContract {
    @Override
    protected Store store(Path folder) {
      return databases.store(folder);
    }
  }

  @Nested
  class Estimating extends EngineEstimateContract {
    @Override
    protected Store store(Path folder) {
      return databases.store(folder);
    }
  }

  @Nested
  class Race extends EngineRaceContract {
    @Override
    protected Store store(Path folder) {
      return databases.store(folder);
    }
  }

  @Nested
  class NotBegun extends EngineNotBegunContract {
    @Override
    protected Store store(Path folder) {
      return databases.store(folder);
    }
  }

  @Nested
  class Ahead extends EngineAheadContract {
    @Override
    protected Store store(Path folder) {
      return databases.store(folder);
    }
  }

  @Nested
  class Schedules extends EngineScheduleContract {
    @Override
    protected Store store(Path folder) {
      return databases.store(folder);
    }
  }
}
