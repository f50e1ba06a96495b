-- From the clean document (document.lua) to what pandoc's typst writer needs for report.typ.
--
-- Every piece of text is written here, each ASCII mark escaped, so that no text can become typst code: pandoc 3.9
-- leaves `*a*.at(0)` as `#emph[a].at(0)`, which is a call, and lets `-?` and `...` become other characters.

-- 1. Text -----------------------------------------------------------------------------------------------------

--- `text` with every ASCII mark escaped for typst markup.
local function escaped(text)
  return (text:gsub('%p', '\\%0'))
end

--- `text` as a typst string literal.
local function quoted(text)
  return '"' .. text:gsub('[\\"]', '\\%0'):gsub('\n', '\\n'):gsub('\t', '    '):gsub('\r', '') .. '"'
end

local function block(code) return pandoc.RawBlock('typst', code) end
local function inline(code) return pandoc.RawInline('typst', code) end

local TEXT = {
  Str = function(s)
    local text = s.text
    if text:find('[%p\xE2]') then return inline(escaped(text)) end  -- \xE2: pandoc writes — and – as ASCII
  end,
  Code = function(c) return inline('#raw(' .. quoted(c.text) .. ');') end,
  CodeBlock = function(c) return block('#raw(block: true, ' .. quoted(c.text) .. ')') end,
}

-- 2. Blocks ---------------------------------------------------------------------------------------------------

--- A target for links that shows nothing.
local function anchor(id) return '#metadata(none)#label(' .. quoted(id) .. ')' end

--- Puts a target at the start of blocks.
local function anchored(blocks, id)
  if id == '' then return blocks end
  local first = blocks[1]
  if first and first.t == 'Header' and first.identifier == '' then
    first.identifier = id
  elseif first and (first.t == 'Para' or first.t == 'Plain') then
    first.content:insert(1, inline(anchor(id)))
  else
    blocks:insert(1, block(anchor(id)))
  end
  return blocks
end

local BOXES = { notice = 'notice', summary = 'summary' }  -- class -> function of report.typ

--- Divs only group: what is inside stands on its own (page breaks are impossible inside a typst block).
local function div(d)
  local blocks = anchored(d.content, d.identifier)
  for class, box in pairs(BOXES) do
    if d.classes:includes(class) then
      return pandoc.List { block('#' .. box .. '[') } .. blocks .. pandoc.List { block(']') }
    end
  end
  return blocks
end

local function span(s)
  if s.identifier == '' then return s.content end
  return pandoc.Inlines { inline(anchor(s.identifier)) } .. s.content
end

--- The contents repeat headings, but not their footnotes.
local function heading(header)
  header.content = header.content:walk {
    Note = function(note) return { inline('#body-only['), note, inline(']') } end,
  }
  return header
end

--- 附件1　指标评分表: the label stands at the left, the title below in the middle.
local function annex_heading(header)
  local text = pandoc.utils.stringify(header):gsub('　', ' ')
  local label, title = text:match('^(附件%S*) +(.+)$')
  if not label then label, title = '', text end
  return { block('#annex-heading(' .. quoted(label) .. ', ' .. quoted(title) .. ')['), header, block(']') }
end

--- Level-1 sections: an annex begins on a new page, a landscape section has pages of its own.
local function sections(doc)
  local out, open = pandoc.List(), 0
  local function start(call) out:insert(block('#' .. call .. '[')); open = open + 1 end
  for _, b in ipairs(doc.blocks) do
    local chapter = b.t == 'Header' and b.level == 1
    if chapter then
      for _ = 1, open do out:insert(block(']')) end
      open = 0
      if b.classes:includes('landscape') then start('landscape')
      elseif b.classes:includes('annex') then out:insert(block('#pagebreak(weak: true)')) end
    end
    if chapter and b.classes:includes('annex') then
      out:extend(annex_heading(b))
      start('annex-body')
    else
      out:insert(b)
    end
  end
  for _ = 1, open do out:insert(block(']')) end
  doc.blocks = out
  return doc
end

--- A table whose merged cells are cut at the end of a page: as pandoc writes it, but by `cut-table`.
local function cut_table(tbl)
  local number = tbl.attributes.cut
  if not number then return nil end
  local code = pandoc.write(pandoc.Pandoc { tbl }, 'typst', PANDOC_WRITER_OPTIONS)
  return block((code:gsub('#table%(', '#cut-table(' .. number .. ', ', 1)))
end

return {
  { Div = div, Span = span, Header = heading },
  { Pandoc = sections },
  TEXT,
  { Table = cut_table },
}
