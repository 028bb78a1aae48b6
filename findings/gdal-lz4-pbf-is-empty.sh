#!/usr/bin/env bash
# GDAL's OSM driver reads a PBF whose blobs are packed with LZ4, which osmium can write, as a file without anything in it:
# no feature, no error, no warning, where one would expect at least an error as for any packing that it does not know.
# Seen with GDAL 3.8.4 (in gdal3.js 2.8.1), and by hand with 3.6.2 and 3.12.4; osmium-tool 1.15.0.
#
# Needs Debian 12 (apt-get download) and Node with npm; all goes into a temporary folder.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm install --silent --no-audit --no-fund gdal3.js@2.8.1
apt-get -qq download osmium-tool=1.15.0-1 libboost-program-options1.74.0 liblz4-1 libexpat1 libbz2-1.0 zlib1g 2>/dev/null
for package in *.deb; do dpkg -x "$package" root; done
libraries=$work/root/usr/lib/x86_64-linux-gnu:$work/root/lib/x86_64-linux-gnu
osmium() { LD_LIBRARY_PATH=$libraries root/usr/bin/osmium "$@"; }

cat >three.osm <<'OSM'
<osm version="0.6">
  <node id="1" version="2" changeset="11" timestamp="2020-01-02T03:04:05Z" uid="7" user="ada" lat="42.5" lon="1.5"><tag k="shop" v="books"/></node>
  <node id="2" version="1" changeset="12" timestamp="2020-01-02T03:04:06Z" uid="7" user="ada" lat="42.6" lon="1.6"><tag k="man_made" v="water_well"/></node>
  <node id="3" version="1" changeset="13" timestamp="2020-01-02T03:04:07Z" uid="8" user="ben" lat="42.7" lon="1.7"><tag k="highway" v="crossing"/></node>
</osm>
OSM
osmium cat three.osm -f pbf,pbf_compression=zlib -o zlib.osm.pbf
osmium cat three.osm -f pbf,pbf_compression=none -o none.osm.pbf
osmium cat three.osm -f pbf,pbf_compression=lz4 -o lz4.osm.pbf
for file in *.pbf; do
  printf 'osmium %s %s nodes\n' "$file" "$(osmium cat "$file" -f opl | grep -c '^n')"
done | tee seen

cat >read.mjs <<'JS'
import open from 'gdal3.js/node.js';
const errors = [];
const gdal = await open({useWorker: false, logHandler: () => {}, errorHandler: text => errors.push(text)});
for (const file of process.argv.slice(2)) {
  errors.length = 0;
  const {datasets} = await gdal.open(file);
  const csv = await gdal.ogr2ogr(datasets[0], ['-f', 'CSV', '-lco', 'GEOMETRY=AS_WKT', 'points']);
  const rows = Buffer.from(await gdal.getFileBytes(csv)).toString().split('\n').filter(row => row.startsWith('"POINT'));
  const said = errors.length > 0 ? errors[0] : 'no error';
  console.log(`gdal ${file} ${rows.length} points, ${said}`);
}
process.exit(0);
JS
node read.mjs zlib.osm.pbf none.osm.pbf lz4.osm.pbf | tee -a seen

diff seen - <<'EXPECTED'
osmium lz4.osm.pbf 3 nodes
osmium none.osm.pbf 3 nodes
osmium zlib.osm.pbf 3 nodes
gdal zlib.osm.pbf 3 points, no error
gdal none.osm.pbf 3 points, no error
gdal lz4.osm.pbf 0 points, no error
EXPECTED
echo "As before."
