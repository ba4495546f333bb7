"""What can be wrong with a row of an imported table; docstrings as in `domain.errors`. The row and column stand beside it."""

from domain.errors import Refusal


class ImportNeedsAdministrator(Refusal):
    """ "{person}" may not import cases of this programme: that is for {roles}."""


class CellEmpty(Refusal):
    """The cell is empty, and no case can be without it. Fill it in."""


class NotInNotation(Refusal):
    """ "{value}" is no date as the mapping writes them ({notations}). Write it so, or add its notation under "dates"."""


class NoSuchDay(Refusal):
    """ "{value}" does not exist in the calendar between 1900 and 2999. Look at day, month and year again."""


class DayWithTime(Refusal):
    """ "{value}" is a day with a time. Leave the time out: only days are kept."""


class NotAnAmountHere(Refusal):
    """ "{value}" is no amount as the mapping writes numbers. Write it like {example}."""


class NotAShareHere(Refusal):
    """ "{value}" is no share of the whole. Write it with its sign as 75 %, or as 1/3."""


class SpreadsheetNumber(Refusal):
    """ "{value}" is a number in the spreadsheet, which loses zeros. Format the column as text and type it as it is printed."""


class SpreadsheetDay(Refusal):
    """The spreadsheet took this for a date ({value}). Format the column as text and type it again as it is printed."""


class SpreadsheetFault(Refusal):
    """The spreadsheet could not work this cell out ({value}). Mend the formula, or type the value."""


class NoSuchWord(Refusal):
    """The mapping does not say what "{value}" means here (it knows: {known}). Mend the cell, or add the word to the mapping."""


class DayMissing(Refusal):
    """The day is missing, although the row says in "{column}" that something happened. Fill it in, or empty both."""


class OutcomeMissing(Refusal):
    """The outcome is missing, although the row says in "{column}" that something happened. Fill it in, or empty both."""


class PlanDiffers(Refusal):
    """The parts of the plan add up to {total} EUR, and {requested} EUR are asked for. Mend the sum that is wrong."""


class SharesDiffer(Refusal):
    """The shares of the plan add up to {total}, not to 100 %. Mend the share that is wrong."""


class EndsFirst(Refusal):
    """The project ends in {ends} and begins only in {begins}. Exchange the two, or mend one."""


class TwiceInFile(Refusal):
    """The reference "{reference}" stands in row {row} already. Keep one of the two rows, or give one another reference."""


class OtherContent(Refusal):
    """ "{reference}" is here already and says something else. Take the row out, and record at the case itself what is new."""


class NotThisEncoding(Refusal):
    """The byte {byte} is no letter in {encoding}. Save the file in one encoding throughout, or name the right one."""


class Garbled(Refusal):
    """ "{value}" was garbled when the file was saved, probably from "{meant}". Type it again."""


class LetterLost(Refusal):
    """ "{value}" holds the sign for a letter that was lost when the file was saved. Type it again."""


class OtherWidth(Refusal):
    """The row has {cells} cells and the heading {columns}. Look at the separators and quotation marks of this row."""


class QuotesBroken(Refusal):
    """The quotation marks of this row do not fit together. Put a cell that holds any in marks, and double those inside it."""


class NotOneValue(Refusal):
    """A cell has to be one value, not a list or a block. Write it on one line."""


class NobodyCalled(Refusal):
    """Nobody is known as "{name}". Name them under "known" in the mapping, or write "create_parties: true" there."""


class CalledLikeThat(Refusal):
    """ "{name}" is the name of "{handle}" already. Say in the mapping under "known" whether they are the same."""


class NobodyWithHandle(Refusal):
    """Nobody has the handle "{handle}". Mend the cell, or add them to the authority first."""


class WasErased(Refusal):
    """ "{name}" was erased here and is not added again. Take the row out, or name somebody else."""


class NoSuchFramework(Refusal):
    """There is no case "{reference}" in the programme "{programme}" that this one could belong to. Import that one first."""
