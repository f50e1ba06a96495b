-- Tables for typst: widths of columns, alignment, what may break over pages.
--
-- Styles are given to pandoc's typst writer as `typst:` attributes, which it writes out as arguments of `table.cell`.
-- Widths are counted in Han characters; pages are not known here, so estimates assume a portrait page.

local LINE = 42            -- characters of 五号 in a line of 156 mm
local PADDING = 1.2        -- of a cell, left and right together
local SHORT_CELL = 12      -- a column of a plain table is centred when no cell is wider
local LONG_ROW = 12        -- a row of more lines than this may break over pages
local SHORT_TABLE = 18     -- a table of no more lines than this stays on one page
local MANY_COLUMNS = 6     -- from here on a table is set in 五号, else in 小四

-- 1. What is where --------------------------------------------------------------------------------------------

--- The text of a cell, a line of it per line break or block.
local function cell_text(cell)
  local inlines = pandoc.utils.blocks_to_inlines(cell.contents, { pandoc.LineBreak() })
  if inlines:find_if(function(x) return x.t == 'LineBreak' end) then
    inlines = inlines:walk { LineBreak = function() return pandoc.Str '\n' end }
  end
  return pandoc.utils.stringify(inlines)
end

--- Widths of the lines of a cell, in Han characters.
local function line_widths(cell)
  local widths = {}
  for line in (cell_text(cell) .. '\n'):gmatch('(.-)\n') do
    local n = 0
    for _, c in utf8.codes(line, true) do n = n + (c < 0x1100 and 0.55 or 1) end
    widths[#widths + 1] = n
  end
  return widths
end

--- Groups of rows in which a cell may span rows: the head, each body, the foot.
local function groups(tbl)
  local out = { tbl.head.rows }
  for _, body in ipairs(tbl.bodies) do
    out[#out + 1] = body.head
    out[#out + 1] = body.body
  end
  out[#out + 1] = tbl.foot.rows
  return out
end

--- Every cell of a group as {cell, row, column, span, down}: the column where it really stands, the columns and
--- rows that it covers.
local function placed(rows)
  local out, covered = {}, {}  -- covered: column -> rows still taken by a cell above
  local function skip(column)
    while (covered[column] or 0) > 0 do
      covered[column] = covered[column] - 1
      column = column + 1
    end
    return column
  end
  for number, row in ipairs(rows) do
    local column = skip(1)
    for _, cell in ipairs(row.cells) do
      local span, rows_down = cell.col_span, cell.row_span
      out[#out + 1] = { cell = cell, row = number, column = column, span = span, down = rows_down }
      for i = column, column + span - 1 do covered[i] = rows_down - 1 end
      column = skip(column + span)
    end
  end
  return out
end

--- Cells of all groups with the widths of their lines; group numbers keep rows of different groups apart.
local function measured(tbl)
  local out = pandoc.List()
  for group, rows in ipairs(groups(tbl)) do
    for _, at in ipairs(placed(rows)) do
      at.group, at.widths, at.widest = group, line_widths(at.cell), 0
      for _, w in ipairs(at.widths) do at.widest = math.max(at.widest, w) end
      out[#out + 1] = at
    end
  end
  return out
end

--- Shares that a table declares (`data-widths="8 8 14"`), or nil if it does not for each column.
local function declared(tbl)
  local weights, sum = {}, 0
  for number in (tbl.attributes.widths or ''):gmatch('[%d.]+') do
    weights[#weights + 1] = tonumber(number)
    sum = sum + weights[#weights]
  end
  if #weights ~= #tbl.colspecs or sum == 0 then return nil end
  for i, w in ipairs(weights) do weights[i] = w / sum end
  return weights
end

--- Shares by content: narrow columns get what their widest cell needs, wide ones divide the rest.
local function natural(tbl, cells)
  local need, order, out = {}, {}, {}
  for i = 1, #tbl.colspecs do need[i], order[i] = 3, i end
  for _, at in ipairs(cells) do
    if at.span == 1 then need[at.column] = math.max(need[at.column], at.widest + PADDING) end
  end
  table.sort(order, function(a, b) return need[a] < need[b] or need[a] == need[b] and a < b end)
  local room, sum = LINE * 0.88, 0  -- 小四
  for rank, i in ipairs(order) do
    out[i] = math.min(need[i], room / (#order - rank + 1))
    room, sum = room - out[i], sum + out[i]
  end
  for i, w in ipairs(out) do out[i] = w / sum end
  return out
end

--- Lines that a cell takes.
local function lines(at, share)
  local room, n = 0, 0
  for i = at.column, at.column + at.span - 1 do room = room + LINE * (share[i] or 0) end
  for _, w in ipairs(at.widths) do n = n + math.max(1, math.ceil(w / room)) end
  return n
end

--- Lines of each row, as a map of "group/row", and of the whole table.
local function heights(cells, share)
  local rows, total, tallest = {}, 0, 0
  for _, at in ipairs(cells) do
    local row = at.group .. '/' .. at.row
    local n = lines(at, share)
    tallest = math.max(tallest, n)
    rows[row] = math.max(rows[row] or 1, at.down == 1 and n or 1)
  end
  for _, n in pairs(rows) do total = total + n + 0.5 end
  return rows, math.max(total, tallest)
end

-- 2. Looks ---------------------------------------------------------------------------------------------------

local ALIGN = { AlignLeft = 'left', AlignRight = 'right', AlignCenter = 'center' }

--- How each column is set where the cells do not say so themselves: as the pipe table declares it, else left for
--- columns of sentences and centred for columns of words and figures. Tables with classes are centred.
local function column_alignments(tbl, cells)
  local out, open, classed = {}, {}, false
  for i, spec in ipairs(tbl.colspecs) do
    out[i], open[i] = ALIGN[spec[1]] or 'center', spec[1] == 'AlignDefault'
  end
  for _, at in ipairs(cells) do classed = classed or #at.cell.classes > 0 end
  if classed then return out end
  for _, at in ipairs(cells) do
    if open[at.column] and at.group > 1 and at.span == 1 and at.widest > SHORT_CELL then out[at.column] = 'left' end
  end
  return out
end

local function style_cell(at, columns, may_break)
  local classes, head = at.cell.classes, at.group == 1
  local align = classes:includes('l') and 'left' or classes:includes('n') and 'right' or columns[at.column]
  local set = {
    { 'typst:align', (head and 'center' or align) .. ' + horizon' },
    -- A cell over several rows must be able to break, or the rows beside it run off the page.
    { 'typst:breakable', tostring(at.down > 1 or may_break) },
  }
  if head then
    set[#set + 1] = { 'typst:fill', 'head-fill' }
    set[#set + 1] = { 'typst:text:font', 'fonts.hei' }
  end
  at.cell.alignment = 'AlignDefault'
  at.cell.attr = pandoc.Attr('', {}, set)
end

-- 3. At the end of a page -------------------------------------------------------------------------------------

--- Whether a cell of the body stands over several rows.
local function spans(at) return at.group > 1 and at.down > 1 end

--- Marks the rows of a table and says where its cells over several rows stand, so that `cut-table` of table.typ can
--- cut such cells at the end of a page.
local function mark_rows(tbl, cells, number)
  local above, n, marked = {}, 0, {}  -- above: rows before each group
  for group, rows in ipairs(groups(tbl)) do
    above[group] = n
    n = n + #rows
  end
  for _, at in ipairs(cells) do
    local row = above[at.group] + at.row - 1
    if spans(at) then
      at.cell.attr.attributes['typst:x'] = tostring(at.column - 1)
      at.cell.attr.attributes['typst:y'] = tostring(row)
    elseif at.group > 1 and not marked[row] then
      marked[row] = true
      local mark = pandoc.RawInline('typst', ('#row-mark(%d, %d)'):format(number, row))
      at.cell.contents = pandoc.Blocks { pandoc.Plain { mark } } .. at.cell.contents
    end
  end
end

local cut_tables = 0

local function style_table(tbl)
  local cells = measured(tbl)
  local share, columns = declared(tbl) or natural(tbl, cells), column_alignments(tbl, cells)
  local rows, total = heights(cells, share)
  for _, at in ipairs(cells) do
    style_cell(at, columns, rows[at.group .. '/' .. at.row] > LONG_ROW)
  end
  for i in ipairs(tbl.colspecs) do tbl.colspecs[i] = { 'AlignDefault', share[i] } end
  local size = #tbl.colspecs >= MANY_COLUMNS and 'size-5' or 'size-4s'
  tbl.attr = pandoc.Attr(tbl.identifier, {}, { ['typst:text:size'] = size })
  if total <= SHORT_TABLE then
    return { pandoc.RawBlock('typst', '#whole['), tbl, pandoc.RawBlock('typst', ']') }
  end
  if cells:find_if(spans) then
    cut_tables = cut_tables + 1
    mark_rows(tbl, cells, cut_tables)
    tbl.attributes.cut = tostring(cut_tables)  -- typst.lua writes it as a `cut-table`
  end
  return tbl
end

return { { Table = style_table } }
