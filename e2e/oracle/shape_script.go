package main

import (
	"fmt"
	"strings"

	"mvdan.cc/sh/v3/syntax"
)

// shapeOfScript is the tree of a shell script, a statement a line. `·` is literal text, however it is quoted.
func shapeOfScript(text string) []string {
	file, err := syntax.NewParser(syntax.Variant(syntax.LangPOSIX)).Parse(strings.NewReader(text), "")
	if err != nil {
		return []string{"not a script: " + withoutPlace(err)}
	}
	var lines []string
	for _, statement := range file.Stmts {
		lines = append(lines, shapeOfNode(statement))
	}
	return lines
}

func withoutPlace(err error) string {
	if place, ok := err.(syntax.ParseError); ok {
		return place.Text
	}
	return err.Error()
}

// shapeOfNode is a node with the nodes below it in parentheses.
func shapeOfNode(top syntax.Node) string {
	var text strings.Builder
	syntax.Walk(top, func(node syntax.Node) bool {
		switch n := node.(type) {
		case nil:
			text.WriteByte(')')
			return false
		case *syntax.Word:
			text.WriteString(" " + shapeOfWord(n))
			return false
		case *syntax.Lit:
			text.WriteString(" " + n.Value) // a name: of a variable, of a function
			return false
		case *syntax.Redirect:
			text.WriteString(" " + n.Op.String())
			if n.N != nil {
				text.WriteString(n.N.Value)
			}
			if n.Hdoc == nil {
				text.WriteString(shapeOfWord(n.Word))
			} else {
				text.WriteString("{" + shapeOfWord(n.Hdoc) + "}")
			}
			return false
		case *syntax.Stmt:
			text.WriteString("(")
			if n.Negated {
				text.WriteString("!")
			}
			if n.Background {
				text.WriteString("&")
			}
		case *syntax.BinaryCmd:
			text.WriteString("(" + n.Op.String())
		default:
			text.WriteString("(" + strings.TrimPrefix(fmt.Sprintf("%T", n), "*syntax."))
		}
		return true
	})
	return text.String()
}

// shapeOfWord joins its parts: literal text is `·`, `*` where a shell would look for files, and `-` before it where a program would look for options.
func shapeOfWord(word *syntax.Word) string {
	var parts []string
	add := func(part string) {
		if last := len(parts) - 1; part == "·" && last >= 0 && strings.HasSuffix(parts[last], "·") {
			return
		}
		parts = append(parts, part)
	}
	for i, part := range word.Parts {
		switch p := part.(type) {
		case *syntax.Lit:
			if isPattern(p.Value, i == 0) {
				add("*")
			}
			add(literal(p.Value, i == 0))
		case *syntax.SglQuoted:
			add(literal(p.Value, i == 0))
		case *syntax.DblQuoted:
			for j, inner := range p.Parts {
				if text, ok := inner.(*syntax.Lit); ok {
					add(literal(text.Value, i == 0 && j == 0))
				} else {
					add("\"" + shapeOfPart(inner) + "\"")
				}
			}
			if len(p.Parts) == 0 {
				add("·")
			}
		default:
			add(shapeOfPart(p))
		}
	}
	return strings.Join(parts, "")
}

func literal(text string, isFirst bool) string {
	if isFirst && strings.HasPrefix(text, "-") {
		return "-·"
	}
	return "·"
}

// isPattern is whether unquoted text has a character that is not itself.
func isPattern(text string, isFirst bool) bool {
	if isFirst && strings.HasPrefix(text, "~") {
		return true
	}
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case '*', '?', '[':
			return true
		}
	}
	return false
}

func shapeOfPart(part syntax.WordPart) string {
	expansion, ok := part.(*syntax.ParamExp)
	if !ok {
		return "$" + shapeOfNode(part)
	}
	text := "$" + expansion.Param.Value
	if expansion.Length {
		text = "$#" + expansion.Param.Value
	}
	if expansion.Exp == nil {
		return text
	}
	text += expansion.Exp.Op.String()
	if expansion.Exp.Word != nil {
		text += shapeOfWord(expansion.Exp.Word)
	}
	return "${" + text + "}"
}
