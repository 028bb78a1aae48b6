#!/usr/bin/env bash
# One build of Maven, two versions of one library: the class path that maven-jar-plugin writes into the manifest, and the
# libraries that maven-assembly-plugin packs beside it by a dependencySet of scope runtime. Where a dependency of tests
# brings a newer version of something that the program needs too, and stands nearer, Maven takes that version for the
# program as well, and so do compiler, tests and manifest. The assembly plugin leaves the tests' dependencies out before it
# chooses, and packs the older one. Nothing warns, and the program fails where a class is first needed.
# Packing what dependency:copy-dependencies copies has no such gap.
# Seen with Maven 3.8.7, maven-jar-plugin 3.5.1, maven-assembly-plugin 3.8.0, maven-dependency-plugin 3.11.0.
#
# Needs Maven, unzip and a JDK of 17 or later; all that is made goes into a temporary folder.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat >pom.xml <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>example</groupId><artifactId>program</artifactId><version>1</version>
  <properties><project.build.sourceEncoding>UTF-8</project.build.sourceEncoding></properties>
  <dependencies>
    <dependency><groupId>io.swagger.parser.v3</groupId><artifactId>swagger-parser-v3</artifactId><version>2.1.48</version><scope>test</scope></dependency>
    <dependency><groupId>org.apache.commons</groupId><artifactId>commons-fileupload2-core</artifactId><version>2.0.0-M5</version></dependency>
  </dependencies>
  <build><plugins>
    <plugin><groupId>org.apache.maven.plugins</groupId><artifactId>maven-jar-plugin</artifactId><version>3.5.1</version>
      <configuration><archive><manifest><addClasspath>true</addClasspath></manifest></archive></configuration></plugin>
    <plugin><groupId>org.apache.maven.plugins</groupId><artifactId>maven-dependency-plugin</artifactId><version>3.11.0</version>
      <executions><execution><phase>package</phase><goals><goal>copy-dependencies</goal></goals>
        <configuration><includeScope>runtime</includeScope></configuration></execution></executions></plugin>
    <plugin><groupId>org.apache.maven.plugins</groupId><artifactId>maven-assembly-plugin</artifactId><version>3.8.0</version>
      <configuration><descriptors><descriptor>archive.xml</descriptor></descriptors></configuration>
      <executions><execution><phase>package</phase><goals><goal>single</goal></goals></execution></executions></plugin>
  </plugins></build>
</project>
POM
cat >archive.xml <<'XML'
<assembly xmlns="http://maven.apache.org/ASSEMBLY/2.2.0">
  <id>archive</id>
  <formats><format>dir</format></formats>
  <includeBaseDirectory>false</includeBaseDirectory>
  <dependencySets><dependencySet><useProjectArtifact>false</useProjectArtifact><scope>runtime</scope></dependencySet></dependencySets>
</assembly>
XML
mkdir -p src/main/resources && echo x >src/main/resources/x
mvn -q -B -Dstyle.color=never package >build.log 2>&1 || { cat build.log; exit 1; }

library='commons-io-[0-9.]*[0-9]'
{
  echo "class path: $(unzip -p target/program-1.jar META-INF/MANIFEST.MF | tr -d '\r\n ' | grep -o "$library")"
  echo "packed:     $(find target/program-1-archive -name 'commons-io-*' | grep -o "$library")"
  echo "copied:     $(find target/dependency -name 'commons-io-*' | grep -o "$library")"
} | tee seen

diff seen - <<'EXPECTED'
class path: commons-io-2.22.0
packed:     commons-io-2.21.0
copied:     commons-io-2.22.0
EXPECTED
echo "As before."
