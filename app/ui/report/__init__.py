"""What a report needs a window for: the timeline as a drawing, and pages to be printed."""
