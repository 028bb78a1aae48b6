#!/usr/bin/env bash
# cron-utils refuses a range of days that begins with Sunday by its name (SUN-TUE), also by its own definition of UNIX's cron,
# where Sunday is 0, SUN is a name of it, and 0-2 and MON-TUE are taken: it reads SUN as 7 there. Names of months do not matter.
# Seen with cron-utils 9.2.1.
#
# Needs a JDK 25 as java and Maven; all goes into a temporary folder.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat >pom.xml <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>x</groupId><artifactId>x</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>com.cronutils</groupId><artifactId>cron-utils</artifactId><version>9.2.1</version></dependency>
  </dependencies>
</project>
POM
mvn -q -B dependency:copy-dependencies -DoutputDirectory=lib

cat >Show.java <<'JAVA'
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.parser.CronParser;

public class Show {
  public static void main(String[] args) {
    CronParser unix = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));
    for (String days : new String[] {"0-2", "MON-TUE", "SUN,TUE", "SUN-TUE"}) {
      try {
        unix.parse("0 0 * * " + days);
        System.out.println(days + " is taken");
      } catch (IllegalArgumentException e) {
        System.out.println(days + " is refused: " + e.getMessage());
      }
    }
  }
}
JAVA
java -cp 'lib/*' Show.java 2>/dev/null >seen

diff seen - <<'EXPECTED'
0-2 is taken
MON-TUE is taken
SUN,TUE is taken
SUN-TUE is refused: Failed to parse cron expression. Invalid range! [7,2]
EXPECTED
echo "As before."
