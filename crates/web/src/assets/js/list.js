// table[data-list]: what a list can do with script: cells, several sorts, widths of columns.
import arrange from "../css/arrange.css" with { type: "text" };
import { adopt } from "./adopt.js";
import { start as cells } from "./cells.js";
import { start as heads } from "./heads.js";

export function start(table) {
  // Before its panels are opened, which would else be seen to move.
  adopt(arrange);
  cells(table);
  heads(table);
}
