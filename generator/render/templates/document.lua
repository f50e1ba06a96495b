-- From the Markdown of a report to a clean pandoc document, whatever the output format.
--
-- * HTML blocks of the generator (tables, sections, details) become real blocks.
-- * Nothing of an author can reach a writer as code: attributes are dropped (a `typst:` attribute would be
--   written out as typst code), raw parts become visible text.
-- * Headings never skip a level, ids are unique, links lead somewhere.
-- * A line break between Chinese characters is no space.
--
-- A fault that the author must mend is raised as `error("jixiao: …")`; Python shows what follows.

-- 1. HTML -----------------------------------------------------------------------------------------------------

local MARKDOWN = { format = 'markdown', extensions = PANDOC_READER_OPTIONS.extensions }
local NO_FILES = {}  -- a sandbox: pandoc's HTML reader would fetch what an <iframe> names

--- The HTML of a block with the few elements that pandoc's HTML reader would lose.
local function kept(html)
  return (html
    :gsub('<p(%s[^>]*)>(.-)</p>', '<div%1>%2</div>')
    :gsub('<summary[^>]*>(.-)</summary>', '<div class="summary">%1</div>'))
end

local function read_html(html) return pandoc.read(kept(html), 'html', nil, NO_FILES).blocks end

local html_block

--- An element with attribute `markdown` (as in Python-Markdown): a Div with what its Markdown says.
local function markdown_block(opening, inner)
  if inner:match('%[%^') then error('jixiao: 脚注不能写在带 markdown 属性的 HTML 元素里', 0) end
  local summary = ''
  inner = inner:gsub('^%s*(<summary.-</summary>)', function(found) summary = found; return '' end)
  local blocks = read_html(summary)
  blocks:extend(pandoc.read(inner, MARKDOWN, PANDOC_READER_OPTIONS, NO_FILES).blocks:walk { RawBlock = html_block })
  local shell = read_html(opening:gsub('^<%w+', '<div') .. 'x</div>')[1]
  return pandoc.Div(blocks, shell.attr)
end

--- What the HTML of a block means.
html_block = function(raw)
  if not raw.format:match('^html') then return nil end
  if raw.text:match('^%s*<!%-%-') then return {} end
  local opening, inner = raw.text:match('^%s*(<%w+[^>]-%smarkdown[^>]*>)(.*)</%w+>%s*$')
  if opening then return markdown_block(opening, inner) end
  return read_html(raw.text)
end

local INLINE_TAGS = pandoc.List { 'a', 'span', 'sup', 'sub', 'strong', 'b', 'em', 'i' }

--- Where the closing tag of `inlines[start]` stands, or nil.
local function closing(inlines, start, tag)
  for i = start + 1, #inlines do
    if inlines[i].t == 'RawInline' and inlines[i].text:lower() == '</' .. tag .. '>' then return i end
  end
end

--- The element that an opening tag makes around `content`.
local function element(opening, tag, content)
  local block = read_html(opening .. 'x</' .. tag .. '>')[1]
  local made = block and block.content[1]
  if not made or not made.content then return pandoc.Span(content) end
  made.content = content
  return made
end

--- Inline tags of the generator become elements; an unknown tag is shown as it was typed.
local function html_inlines(inlines)
  local out, i = pandoc.Inlines {}, 1
  while i <= #inlines do
    local x = inlines[i]
    local tag = x.t == 'RawInline' and (x.text:match('^<(%w+)') or ''):lower()
    local stop = tag and INLINE_TAGS:includes(tag) and closing(inlines, i, tag)
    if stop then
      local inner = pandoc.Inlines { table.unpack(inlines, i + 1, stop - 1) }
      out:insert(element(x.text, tag, html_inlines(inner)))
      i = stop
    elseif tag == 'br' then
      out:insert(pandoc.LineBreak())
    elseif tag then
      if not x.text:match('^<!%-%-') then out:insert(pandoc.Str(x.text)) end
    else
      out:insert(x)
    end
    i = i + 1
  end
  return out
end

-- 2. Text -----------------------------------------------------------------------------------------------------

--- Whether a character belongs to Chinese setting: Han, full-width forms, or a mark that Chinese shares.
local function chinese(char)
  local c = utf8.codepoint(char)
  return (c >= 0x2E80 and c <= 0xA4CF) or (c >= 0xF900 and c <= 0xFAFF) or (c >= 0xFE30 and c <= 0xFE4F)
    or (c >= 0xFF00 and c <= 0xFF60) or (c >= 0x20000 and c <= 0x3FFFF)
    or c == 0x2014 or c == 0x2026 or c == 0xB7 or (c >= 0x2018 and c <= 0x201D)
end

--- First and last character of an inline's text, or nil where it has none.
local function ends(inline)
  local text = inline and pandoc.utils.stringify(inline) or ''
  if text == '' then return nil end
  return text:match('^' .. utf8.charpattern), text:sub(utf8.offset(text, -1))
end

--- Drop soft breaks between Chinese characters.
local function joined(inlines)
  for i = #inlines - 1, 2, -1 do
    if inlines[i].t == 'SoftBreak' then
      local _, before = ends(inlines[i - 1])
      local after = ends(inlines[i + 1])
      if before and after and chinese(before) and chinese(after) then inlines:remove(i) end
    end
  end
  return inlines
end

--- Both of the above, where there is anything to do (most lists of inlines are left alone, which is fast).
local function inlines(list)
  local raw, breaks = false, false
  for _, x in ipairs(list) do
    local t = x.t
    raw = raw or t == 'RawInline'
    breaks = breaks or t == 'SoftBreak'
  end
  if raw then list = html_inlines(list) end
  if breaks then list = joined(list) end
  return (raw or breaks) and list or nil
end

--- A paragraph that ends in `{: #id .class }` (Python-Markdown's attribute list) is wrapped in a Div with them.
local function attribute_list(para)
  local content = para.content
  local last = content[#content]
  if not last or last.t ~= 'Str' or not last.text:match('}$') then return nil end
  local list = pandoc.utils.stringify(para):match('{:([^{}]*)}$')
  if not list then return nil end
  repeat
    last = content:remove(#content)
  until last.t == 'Str' and last.text:match('^{:')
  while #content > 0 and (content[#content].t == 'Space' or content[#content].t == 'SoftBreak') do
    content:remove(#content)
  end
  local classes = {}
  for class in list:gmatch('%.([^%s}]+)') do classes[#classes + 1] = class end
  return pandoc.Div({ pandoc.Para(content) }, pandoc.Attr(list:match('#([^%s}]+)') or '', classes))
end

-- 3. Safety ---------------------------------------------------------------------------------------------------

local WRITABLE = pandoc.List { 'widths' }  -- what the generator itself says of its tables

--- Keep identifier (of harmless characters) and classes of an element, and the few attributes of our own.
local function plain_attr(el)
  local own = {}
  for _, key in ipairs(WRITABLE) do own[key] = el.attributes[key] end
  local id = el.identifier
  if id:match('[^%w_.:\128-\255-]') or id:match('[.:]$') then id = '' end
  el.attr = pandoc.Attr(id, el.classes, own)
  return el
end

local function plain_cells(rows)
  for _, row in ipairs(rows) do
    plain_attr(row)
    for _, cell in ipairs(row.cells) do plain_attr(cell) end
  end
end

local function plain_table(tbl)
  plain_cells(tbl.head.rows)
  for _, body in ipairs(tbl.bodies) do
    plain_cells(body.head)
    plain_cells(body.body)
  end
  plain_cells(tbl.foot.rows)
  return plain_attr(tbl)
end

local function refuse_image(image)
  error('jixiao: 正文里的图片“' .. pandoc.utils.stringify(image.caption) .. '”还不能放进 PDF', 0)
end

-- 4. Structure ------------------------------------------------------------------------------------------------

--- Headings start at level 1 and never skip one (PDF/UA).
local function leveled()
  local level = 0
  return function(header)
    if pandoc.utils.stringify(header):match('^%s*$') then error('jixiao: 有一个标题没有文字', 0) end
    level = math.min(header.level, level + 1)
    header.level = level
    return header
  end
end

--- What links inside the document point at, as a set.
local function link_targets(doc)
  local targets = {}
  doc:walk { Link = function(l) if l.target:sub(1, 1) == '#' then targets[l.target:sub(2)] = true end end }
  return targets
end

--- Keeps the first of equal ids, and of small elements only the ids that links need. Collects all kept in `ids`.
local function unique(ids, needed)
  return function(el)
    local id = el.identifier
    if id == '' then return nil end
    if ids[id] or (needed and not needed[id]) then el.identifier = '' else ids[id] = true end
    return el
  end
end

--- Links inside the document need their target, links outside need a scheme; others keep only their text.
local function reachable(ids)
  return function(link)
    local inside = link.target:match('^#(.*)$')
    if inside and ids[inside] then return link end
    if not inside and (link.target:match('^https?://[%w]') or link.target:match('^mailto:%S')) then
      link.target = link.target:gsub('[%c%s"\\<>{}|^`]', function(c) return ('%%%02X'):format(c:byte()) end)
      return link
    end
    return pandoc.Span(link.content, pandoc.Attr(link.identifier))
  end
end

local function structure(doc)
  local ids, needed = {}, link_targets(doc)
  local large, small, level = unique(ids), unique(ids, needed), leveled()
  local function header(h)
    large(h)
    return level(h)
  end
  return doc
    :walk { Header = header, Table = large, Div = small, Span = small, Code = small, CodeBlock = small }
    :walk { Link = reachable(ids) }
end

return {
  { RawBlock = html_block },
  { Inlines = inlines, Para = attribute_list },
  {
    Header = plain_attr, Span = plain_attr, Link = plain_attr, Div = plain_attr, Code = plain_attr,
    CodeBlock = plain_attr, Table = plain_table, Figure = plain_attr, Image = refuse_image,
  },
  { Pandoc = structure },
}
