"""What a viewport, a window, a finding and a render request are: plain values and their arithmetic. No Qt."""
