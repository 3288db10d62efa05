"""Classification of answers: the section an answer stands under against its own words."""
