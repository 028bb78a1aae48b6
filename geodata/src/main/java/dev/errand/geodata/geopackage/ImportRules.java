// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.geopackage;

import java.util.Optional;

/**
 * What an import does about layers that are there already.
 *
 * @param add whether features that are there and not in the file stay
 * @param alter whether a layer of another schema takes that of the file
 * @param forceFeatureType whether features take the schema of the layer that is there
 * @param fidAttribute the column whose whole numbers become the features' identifiers; the primary
 *     key if absent
 */
record ImportRules(
    boolean add, boolean alter, boolean forceFeatureType, Optional<String> fidAttribute) {}
