from ml.imaging.values import HeaderLine
from viewer.core.header_search import all_text, count, found

CODE = HeaderLine("(0008,0104)", "Code Meaning", "CodeMeaning", "LO", "Brain")
LINES = (
    HeaderLine("(0010,0010)", "Patient's Name", "PatientName", "PN", "Doe^Jane"),
    HeaderLine(
        "(0008,2218)", "Anatomic Region Sequence", "AnatomicRegionSequence", "SQ", "1 item",
        (HeaderLine("Item 1", "", children=(CODE, HeaderLine("(0008,0100)", "Code Value", vr="SH"))),),
    ),
)  # fmt: skip


def test_tag_name_keyword_and_value_are_searched():
    for text in ("0010,0010", "00100010", "patient's", "patientname", "doe^j", "name PN"):
        assert found(LINES, text) == LINES[:1], text


def test_what_leads_to_a_line_is_kept_and_its_neighbours_are_not():
    (sequence,) = found(LINES, "brain")
    assert sequence.tag == "(0008,2218)" and sequence.children[0].children == (CODE,)


def test_a_sequence_that_is_found_keeps_what_is_in_it():
    assert found(LINES, "anatomic") == LINES[1:]


def test_no_words_find_everything_and_strange_ones_nothing():
    assert found(LINES, "  ") == LINES and found(LINES, "xyz") == ()
    assert count(LINES) == 5


def test_lines_are_written_indented_with_tabs_between_columns():
    assert all_text(LINES).splitlines()[3] == "    (0008,0104)\tCode Meaning\tLO\tBrain"
